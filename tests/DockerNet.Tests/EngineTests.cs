using System.Diagnostics;
using System.Management.Automation;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>Finding an engine, settling on a version, keeping the connection.</summary>
public sealed class EngineTests : IDisposable
{
    private readonly ModuleSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.51", "1.24", "1.51")]
    [InlineData("1.60", "1.44", "1.54")]
    public async Task The_newest_version_that_both_sides_speak_is_spoken(string newest, string oldest, string spoken)
    {
        await using var engine = await FakeDockerEngine.StartAsync(new() { ApiVersion = newest, MinApiVersion = oldest });

        var info = _session.Run("Get-DockerEngine -Engine $args[0]", engine.Address).Single<EngineInfo>();

        Assert.Equal(spoken, info.ApiVersion);
        Assert.All(engine.Requests.Where(request => request.Path != "/version"), request => Assert.Equal(spoken, request.Version));
    }

    [Theory]
    [InlineData("1.60", "1.55")]
    [InlineData("1.40", "1.12")]
    public async Task An_engine_that_speaks_no_version_of_ours_is_told_so(string newest, string oldest)
    {
        await using var engine = await FakeDockerEngine.StartAsync(new() { ApiVersion = newest, MinApiVersion = oldest });

        _session.Run("Get-DockerEngine -Engine $args[0]", engine.Address).Failed("EngineVersionUnsupported");
    }

    [Fact]
    public async Task Cmdlets_share_one_kept_alive_connection()
    {
        await using var engine = await FakeDockerEngine.StartAsync();

        _session.Run("Get-DockerEngine -Engine $args[0]; Get-DockerNetwork -Engine $args[0]; Get-Container -Engine $args[0]", engine.Address).Succeeded();

        Assert.True(engine.Requests.Count >= 4);
        Assert.Single(engine.Requests.Select(request => request.ConnectionId).Distinct());
        Assert.Single(engine.RequestsTo("GET", "/version"));
    }

    [Fact]
    public async Task Tcp_reaches_the_same_engine()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new() { Tcp = true });

        var info = _session.Run("Get-DockerEngine -Engine $args[0]", engine.TcpAddress).Single<EngineInfo>();

        Assert.Equal(engine.TcpAddress, info.Engine);
    }

    [Theory]
    [InlineData("unix:///tmp/there-is-no-engine.sock", "EngineUnavailable", ErrorCategory.ConnectionError)]
    [InlineData("tcp://127.0.0.1:1", "EngineUnavailable", ErrorCategory.ConnectionError)]
    [InlineData("ftp://127.0.0.1", "InvalidEngine", ErrorCategory.InvalidArgument)]
    [InlineData("no-such-context", "InvalidEngine", ErrorCategory.InvalidArgument)]
    public void An_engine_that_is_not_there_is_one_error_that_names_it(string address, string errorId, ErrorCategory category)
    {
        var error = _session.Run("Get-Container -Engine $args[0]", address).Failed(errorId);

        Assert.Equal(category, error.CategoryInfo.Category);
        Assert.Equal(address, error.TargetObject);
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public async Task Something_else_that_answers_is_no_engine()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Respond("GET", "/version", "<html>Hello</html>");

        _session.Run("Get-Container -Engine $args[0]", engine.Address).Failed("EngineUnavailable");
    }

    [Fact]
    public async Task An_engine_with_tls_that_is_spoken_to_without_is_told_in_its_words()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Fail("GET", "/version", Fault.Status(400, "Client sent an HTTP request to an HTTPS server."));

        Assert.Contains("an HTTPS server", _session.Run("Get-Container -Engine $args[0]", engine.Address).Failed("EngineUnavailable").Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_failed_to_answer_once_is_asked_again()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Fail("GET", "/version", Fault.Status(500, "not yet"));

        _session.Run("Get-Container -Engine $args[0]", engine.Address).Failed("EngineUnavailable");
        _session.Run("Get-Container -Engine $args[0]", engine.Address).Succeeded();
    }

    [Fact]
    public async Task One_dead_engine_of_several_is_one_error_and_the_others_answer()
    {
        await using var one = await FakeDockerEngine.StartAsync();
        await using var other = await FakeDockerEngine.StartAsync();
        one.AddContainer("c1");
        other.AddContainer("c2");

        var result = _session.Run("Get-Container -Engine $args[0], 'unix:///tmp/there-is-no-engine.sock', $args[1]", one.Address, other.Address);

        result.Failed("EngineUnavailable");
        Assert.Equal(["c1", "c2"], result.Of<Container>().Select(container => container.Name));
    }

    [Fact]
    public async Task Objects_know_their_engine_and_are_worked_on_there()
    {
        await using var one = await FakeDockerEngine.StartAsync();
        await using var other = await FakeDockerEngine.StartAsync();
        one.AddContainer("c1", running: false);
        other.AddContainer("c2", running: false);

        _session.Run("Get-Container -Engine $args | Start-Container", one.Address, other.Address).Succeeded();

        Assert.Single(one.RequestsTo("POST", "/containers/*/start"));
        Assert.Single(other.RequestsTo("POST", "/containers/*/start"));
    }

    [Fact]
    public async Task Ctrl_C_ends_a_call_that_hangs_at_once_and_without_an_error()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        _session.Run("Get-DockerEngine -Engine $args[0]", engine.Address).Succeeded();
        engine.Fail("GET", "/containers/json", Fault.Hang()).Always();
        var times = new List<TimeSpan>();
        // Three times: what else the machine does may delay one of them.
        for (var round = 0; round < 3; round++)
        {
            engine.ClearRequests();
            using var shell = _session.Start("Get-Container -Engine $args[0]", engine.Address);
            var running = Task.Run(shell.Invoke);
            await engine.WaitForRequestAsync("GET", "/containers/json");

            var started = Stopwatch.GetTimestamp();
            await Task.Run(shell.Stop);
            times.Add(Stopwatch.GetElapsedTime(started));

            await running;
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            Assert.Empty(shell.Streams.Error);
        }

        Assert.True(times.Min() < TimeSpan.FromSeconds(1), $"It took {string.Join(", ", times)}.");
    }

    [Fact]
    public async Task Verbose_tells_each_call_of_this_cmdlet()
    {
        await using var engine = await FakeDockerEngine.StartAsync();

        var result = _session.Run("Get-DockerNetwork -Engine $args[0] -Verbose", engine.Address).Succeeded();

        Assert.Contains(result.Verbose, line => line.StartsWith("GET /v1.51/networks", StringComparison.Ordinal) && line.Contains("-> 200", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tls_with_the_right_certificates_reaches_the_engine_and_others_do_not()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new() { Tls = true });
        await using var stranger = await FakeDockerEngine.StartAsync(new() { Tls = true });

        using (new EnvironmentVariables(("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", engine.CertificatePath)))
        {
            _session.Run("Get-DockerEngine -Engine $args[0]", engine.TcpAddress).Succeeded();
            var error = _session.Run("Get-DockerEngine -Engine $args[0]", stranger.TcpAddress).Failed("EngineTlsFailed");
            Assert.Equal(ErrorCategory.AuthenticationError, error.CategoryInfo.Category);
        }
    }

    [Fact]
    public async Task Tls_that_is_turned_on_after_a_failure_is_used()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new() { Tls = true });

        _session.Run("Get-DockerEngine -Engine $args[0]", engine.TcpAddress).Failed("EngineUnavailable");

        using (new EnvironmentVariables(("DOCKER_TLS_VERIFY", "1"), ("DOCKER_CERT_PATH", engine.CertificatePath)))
        {
            _session.Run("Get-DockerEngine -Engine $args[0]", engine.TcpAddress).Succeeded();
        }

        // As an object of that engine is, which carries the address only.
        _session.Run("Get-DockerEngine -Engine $args[0]", engine.TcpAddress).Succeeded();
    }

    [Fact]
    public async Task Docker_host_names_the_default_engine()
    {
        await using var engine = await FakeDockerEngine.StartAsync();

        using (new EnvironmentVariables(("DOCKER_HOST", engine.Address)))
        {
            Assert.Equal(engine.Address, _session.Run("Get-DockerEngine").Single<EngineInfo>().Engine);
        }
    }

    [Fact]
    public async Task A_context_names_an_engine()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        var folder = Directory.CreateTempSubdirectory("dockernet-");
        try
        {
            var hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("elsewhere"u8)).ToLowerInvariant();
            var meta = folder.CreateSubdirectory($"contexts/meta/{hash}");
            File.WriteAllText(Path.Combine(meta.FullName, "meta.json"), new System.Text.Json.Nodes.JsonObject
            {
                ["Name"] = "elsewhere",
                ["Endpoints"] = new System.Text.Json.Nodes.JsonObject { ["docker"] = new System.Text.Json.Nodes.JsonObject { ["Host"] = engine.Address } },
            }.ToJsonString());

            using (new EnvironmentVariables(("DOCKER_CONFIG", folder.FullName), ("DOCKER_CONTEXT", "elsewhere"), ("DOCKER_HOST", null)))
            {
                Assert.Equal(engine.Address, _session.Run("Get-DockerEngine").Single<EngineInfo>().Engine);
                Assert.Equal(engine.Address, _session.Run("Get-DockerEngine -Engine elsewhere").Single<EngineInfo>().Engine);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
