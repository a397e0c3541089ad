using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace DockerNet.FakeEngine.Tests;

public sealed class ServerTests
{
    [Fact]
    public async Task It_says_who_it_is()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeEngineOptions { ApiVersion = "1.41" });
        await using var client = new EngineClient(engine);

        using var ping = await client.Http.GetAsync("/_ping");
        var version = await client.GetAsync("/version");

        Assert.Equal("OK", await ping.Content.ReadAsStringAsync());
        Assert.Equal("1.41", ping.Headers.GetValues("Api-Version").Single());
        Assert.Equal("20.10.24", (string?)version["Version"]);
        Assert.Equal("1.12", (string?)version["MinAPIVersion"]);
        Assert.Equal("linux", (string?)(await client.GetAsync("/v1.41/info"))["OSType"]);
        using var head = await client.Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/_ping"));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    [Theory]
    [InlineData("/v1.54/info", "client version 1.54 is too new. Maximum supported API version is 1.51")]
    [InlineData("/v1.20/info", "client version 1.20 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version")]
    public async Task It_refuses_versions_it_does_not_speak(string path, string message)
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        await using var client = new EngineClient(engine);

        var answer = await client.SendAsync(HttpMethod.Get, path);

        Assert.Equal((HttpStatusCode.BadRequest, message), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task An_unknown_path_is_not_found()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        await using var client = new EngineClient(engine);

        var answer = await client.SendAsync(HttpMethod.Get, "/nothing/here");

        Assert.Equal((HttpStatusCode.NotFound, "page not found"), (answer.Status, answer.Message));
    }

    [Fact]
    public async Task It_records_what_it_is_asked()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        await using var client = new EngineClient(engine);

        await client.GetAsync("/v1.41/containers/json?all=1");
        await client.PostAsync("/networks/create", """{"Name":"net1"}""");
        await engine.WaitForQuietAsync();

        Assert.Equal(["GET /containers/json", "POST /networks/create"], engine.Requests.Select(request => request.ToString()));
        Assert.Equal(("1.41", "1"), (engine.Requests[0].Version, engine.Requests[0].Query["all"]));
        Assert.Equal("net1", engine.Requests[1].Body!.Value.GetProperty("Name").GetString());
        Assert.Null(engine.Requests[1].Version);
        Assert.Equal(201, engine.Requests[1].Status);
        Assert.Equal(engine.Requests[0].ConnectionId, engine.Requests[1].ConnectionId);
    }

    [Fact]
    public async Task It_listens_on_tcp_too()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeEngineOptions { Tcp = true });
        using var client = new HttpClient();

        Assert.StartsWith("tcp://127.0.0.1:", engine.TcpAddress, StringComparison.Ordinal);
        Assert.Equal("OK", await client.GetStringAsync(new Uri(engine.TcpAddress!.Replace("tcp:", "http:", StringComparison.Ordinal) + "/_ping")));
    }

    [Fact]
    public async Task Tls_takes_only_clients_with_its_certificate()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeEngineOptions { Tls = true });
        var address = new Uri(engine.TcpAddress!.Replace("tcp:", "https:", StringComparison.Ordinal) + "/_ping");
        using var root = X509CertificateLoader.LoadCertificateFromFile(Path.Combine(engine.CertificatePath!, "ca.pem"));
        using var pem = X509Certificate2.CreateFromPemFile(Path.Combine(engine.CertificatePath!, "cert.pem"), Path.Combine(engine.CertificatePath!, "key.pem"));
        using var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        using var client = new HttpClient(Handler(root, certificate));
        using var stranger = new HttpClient(Handler(root, null));

        Assert.Equal("OK", await client.GetStringAsync(address));
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetStringAsync(address));

        static SocketsHttpHandler Handler(X509Certificate2 root, X509Certificate2? certificate) => new()
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = certificate is null ? null : [certificate],
                CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    CustomTrustStore = { root },
                    RevocationMode = X509RevocationMode.NoCheck,
                },
            },
        };
    }

    [Fact]
    public async Task It_starts_and_ends_quickly()
    {
        await (await FakeDockerEngine.StartAsync()).DisposeAsync();
        var watch = Stopwatch.StartNew();
        await (await FakeDockerEngine.StartAsync()).DisposeAsync();

        Assert.True(watch.ElapsedMilliseconds < 500, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public async Task Its_end_ends_everything_that_waits()
    {
        var engine = await FakeDockerEngine.StartAsync();
        await using var client = new EngineClient(engine);
        engine.Fail("GET", "/info", Fault.Hang());
        var hanging = client.Http.GetAsync("/info");
        var events = client.Http.GetStringAsync("/events");
        await engine.WaitForRequestAsync("GET", "/info");
        await engine.WaitForRequestAsync("GET", "/events");

        var watch = Stopwatch.StartNew();
        await engine.DisposeAsync();
        await engine.DisposeAsync();

        Assert.True(watch.ElapsedMilliseconds < 1000, $"{watch.ElapsedMilliseconds} ms");
        await Assert.ThrowsAnyAsync<Exception>(() => hanging);
        await Assert.ThrowsAnyAsync<Exception>(() => events);
        Assert.False(File.Exists(engine.SocketPath));
    }

    [Fact]
    public async Task Five_thousand_containers_are_no_trouble()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        await using var client = new EngineClient(engine);
        var watch = Stopwatch.StartNew();
        for (var number = 0; number < 5000; number++)
        {
            engine.AddContainer($"c{number}");
        }

        var list = await client.GetAsync("/containers/json");

        Assert.Equal(5000, list.AsArray().Count);
        Assert.Equal("172.17.19.137", (string?)list[0]!["NetworkSettings"]!["Networks"]!["bridge"]!["IPAddress"]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(8), watch.Elapsed.ToString());
    }

    [Fact]
    public async Task Many_clients_at_once_are_no_trouble()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new FakeEngineOptions { Images = ["alpine"] });
        await using var client = new EngineClient(engine);

        await Task.WhenAll(Enumerable.Range(0, 100).Select(async number =>
        {
            var id = await client.CreateAsync($"c{number}", """{"Image":"alpine","Cmd":["sleep","100"]}""");
            await client.PostAsync($"/containers/{id}/start");
            await client.GetAsync($"/containers/{id}/json");
            await client.GetAsync("/containers/json?all=1");
            await client.DeleteAsync($"/containers/{id}?force=1");
        }));

        Assert.Empty(engine.Containers);
    }
}
