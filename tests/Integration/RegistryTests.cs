using System.Diagnostics;
using System.Management.Automation;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace DockerNet.Integration;

/// <summary>Pulls from a registry on loopback that asks who one is.</summary>
public sealed partial class RegistryTests : RealEngineTest
{
    private const string User = "ann";
    private const string Secret = "s3cret-Passw0rd";

    /// <summary>The secret as htpasswd -B writes it.</summary>
    private const string Line = $"{User}:$2y$05$abcdefghijklmnopqrstuugcO5vo4i5a2aa/W7eUDccAcfGbEhsYO\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-registry-");
    private readonly string? _config = Environment.GetEnvironmentVariable("DOCKER_CONFIG");
    private Process? _registry;

    public RegistryTests(RealEngine engine)
        : base(engine)
    {
        Environment.SetEnvironmentVariable("DOCKER_CONFIG", _folder.FullName);
        var password = new System.Security.SecureString();
        Array.ForEach(Secret.ToCharArray(), password.AppendChar);
        Session.Set("good", new PSCredential(User, password));
        Session.Set("bad", new PSCredential("bob", password));
    }

    [RegistryFact]
    public async Task A_private_image_is_pulled_with_the_right_credential_only_and_no_secret_is_told()
    {
        var image = await PushAsync();

        var anonymous = Session.Run("Receive-DockerImage $args[0] -Verbose", image);
        var wrong = Session.Run("Receive-DockerImage $args[0] -Credential $bad -Verbose", image);
        var right = Session.Run("Receive-DockerImage $args[0] -Credential $good -Verbose", image);

        anonymous.Failed("RegistryDenied");
        wrong.Failed("RegistryDenied");
        Assert.Contains(image, right.Single<Image>().Tags);
        Assert.NotEmpty(right.Verbose);
        foreach (var result in new[] { anonymous, wrong, right })
        {
            var said = string.Join('\n', [.. result.Verbose, .. result.Errors.Select(error => $"{error} {error.Exception} {error.ErrorDetails?.RecommendedAction}")]);
            Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}")), said, StringComparison.Ordinal);
        }

        Session.Run("Remove-DockerImage $args[0]", image).Succeeded();
    }

    [RegistryFact]
    public async Task What_docker_login_left_is_used_also_by_a_creation_that_pulls()
    {
        var image = await PushAsync();
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{Secret}"));
        File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), $"{{\"auths\":{{\"{image.Split('/')[0]}\":{{\"auth\":\"{auth}\"}}}}}}");

        Assert.Equal(["pulled"], Session.Run("Invoke-Container $args[0] 'echo pulled' -Name \"$p-run\"", image).Succeeded().Of<string>());
        Session.Run("Receive-DockerImage $args[0]", image.Replace(":1", ":2", StringComparison.Ordinal)).Failed("ImageNotFound");

        Session.Run("Remove-DockerImage $args[0]", image).Succeeded();
    }

    [Fact]
    public void A_registry_that_does_not_answer_is_told_as_such() =>
        Session.Run("Receive-DockerImage localhost:1/none").Failed("RegistryUnavailable");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Environment.SetEnvironmentVariable("DOCKER_CONFIG", _config);
            _registry?.Kill();
            _registry?.Dispose();
            _folder.Delete(recursive: true);
        }

        base.Dispose(disposing);
    }

    /// <summary>Starts the registry with an image in it, which the engine does not have by that name.</summary>
    private async Task<string> PushAsync()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "htpasswd"), Line);
        File.WriteAllText(Path.Combine(_folder.FullName, "registry.yml"), $$"""
            version: 0.1
            storage: { filesystem: { rootdirectory: {{_folder.FullName}}/data } }
            http: { addr: 127.0.0.1:0 }
            auth: { htpasswd: { realm: testing, path: {{_folder.FullName}}/htpasswd } }
            """);
        _registry = Process.Start(new ProcessStartInfo(RegistryFactAttribute.Program, ["serve", Path.Combine(_folder.FullName, "registry.yml")]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var port = await PortAsync(_registry.StandardError).WaitAsync(TimeSpan.FromSeconds(20));
        // Read on: a registry whose log nobody reads stops.
        _ = _registry.StandardError.ReadToEndAsync();
        _ = _registry.StandardOutput.ReadToEndAsync();
        var repository = $"127.0.0.1:{port}/{Prefix}";
        await SendAsync(HttpMethod.Post, $"images/busybox:latest/tag?repo={repository}&tag=1");
        var pushed = await SendAsync(HttpMethod.Post, $"images/{repository}/push?tag=1");
        Assert.Contains("\"Digest\"", pushed, StringComparison.Ordinal);
        await SendAsync(HttpMethod.Delete, $"images/{repository}:1");
        return $"{repository}:1";
    }

    private static async Task<string> PortAsync(StreamReader log)
    {
        while (await log.ReadLineAsync() is { } line)
        {
            if (Listening().Match(line) is { Success: true } found)
            {
                return found.Groups[1].Value;
            }
        }

        throw new InvalidOperationException("The registry did not start.");
    }

    [GeneratedRegex(@"listening on 127\.0\.0\.1:(\d+)")]
    private static partial Regex Listening();

    /// <summary>DockerNet itself tags and pushes nothing.</summary>
    private async Task<string> SendAsync(HttpMethod method, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, token) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(new Uri(Engine.Address).LocalPath), token);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        using var request = new HttpRequestMessage(method, $"http://docker/v1.41/{path}");
        request.Headers.Add("X-Registry-Auth", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{{\"username\":\"{User}\",\"password\":\"{Secret}\"}}")));
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, body);
        return body;
    }
}
