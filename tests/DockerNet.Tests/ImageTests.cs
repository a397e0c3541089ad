using System.Management.Automation;
using System.Text;
using System.Text.Json;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ImageTests : FakeEngineTest, IDisposable
{
    private const string Secret = "s3cret-Passw0rd";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-");
    private readonly EnvironmentVariables _variables;

    public ImageTests()
    {
        _variables = new(("DOCKER_CONFIG", _folder.FullName), ("PATH", $"{_folder.FullName}:{Environment.GetEnvironmentVariable("PATH")}"));
        Session.Set("folder", _folder.FullName);
        var password = new System.Security.SecureString();
        Array.ForEach(Secret.ToCharArray(), password.AppendChar);
        Session.Set("credential", new PSCredential("ann", password));
    }

    protected override FakeEngineOptions Options => new() { Images = ["nginx:1.27", "busybox"] };

    public void Dispose()
    {
        _variables.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("nginx:1.27", 1)]
    [InlineData("nginx*", 1)]
    [InlineData("*box", 1)]
    [InlineData("*", 2)]
    [InlineData("none*", 0)]
    public void Images_are_found_by_name_and_wildcard(string name, int count) =>
        Assert.Equal(count, Session.Run($"Get-DockerImage '{name}'").Succeeded().Of<Image>().Count);

    [Fact]
    public void An_image_that_does_not_exist_is_an_error() => Assert.Equal("none", Session.Run("Get-DockerImage none").Failed("ImageNotFound").TargetObject);

    [Fact]
    public void A_pull_gives_the_image_and_shows_all_layers_in_one_bar()
    {
        Engine.OnPull = _ => PullScript.Succeed(TimeSpan.FromMilliseconds(60));
        using var shell = Session.Start("Receive-DockerImage redis:7");

        var image = (Image)Assert.Single(shell.Invoke()).BaseObject;

        Assert.Equal("redis:7", image.Name);
        Assert.Single(shell.Streams.Progress.Select(record => record.ActivityId).Distinct());
        var percents = shell.Streams.Progress.Where(record => record.RecordType is ProgressRecordType.Processing).Select(record => record.PercentComplete).ToList();
        Assert.Equal(percents.Order(), percents);
        Assert.Equal(100, percents[^1]);
        Assert.Equal(ProgressRecordType.Completed, shell.Streams.Progress[^1].RecordType);
    }

    [Fact]
    public void Without_a_tag_it_is_latest_and_not_all_tags()
    {
        Session.Run("Receive-DockerImage redis").Succeeded();

        Assert.Equal("latest", Assert.Single(Engine.RequestsTo("POST", "/images/create")).Query["tag"]);
    }

    [Theory]
    [InlineData("toomanyrequests: You have reached your pull rate limit.", "PullFailed")]
    [InlineData("unauthorized: authentication required", "RegistryDenied")]
    [InlineData("manifest for redis:7 not found: manifest unknown: manifest unknown", "ImageNotFound")]
    [InlineData("Get \"https://registry-1.docker.io/v2/\": dial tcp: lookup registry-1.docker.io: no such host", "RegistryUnavailable")]
    public void An_error_inside_the_stream_is_an_error_of_its_cause(string words, string errorId)
    {
        Engine.OnPull = _ => PullScript.Fail(words);

        var error = Session.Run("Receive-DockerImage redis:7").Failed(errorId);

        Assert.Equal(words, error.Exception.Message);
        Assert.Equal("redis:7", error.TargetObject);
    }

    [Theory]
    [InlineData(404, "pull access denied for x, repository does not exist or may require 'docker login'", "RegistryDenied")]
    [InlineData(404, "manifest for x:latest not found: manifest unknown", "ImageNotFound")]
    [InlineData(500, "Get \"https://x/v2/\": dial tcp 127.0.0.1:443: connect: connection refused", "RegistryUnavailable")]
    [InlineData(401, "no", "RegistryDenied")]
    public void A_refused_pull_is_an_error_of_its_cause(int status, string words, string errorId)
    {
        Engine.OnPull = _ => PullScript.Refuse(status, words);

        Session.Run("Receive-DockerImage x").Failed(errorId);
    }

    [Fact]
    public void An_engine_that_dies_in_a_pull_is_one_error()
    {
        Engine.Fail("POST", "/images/create", Fault.DropAfter(200));

        Session.Run("Receive-DockerImage redis:7").Failed("StreamBroken");
    }

    [Fact]
    public void The_credential_given_reaches_the_registry_and_nothing_else()
    {
        string? auth = null;
        Engine.OnPull = call =>
        {
            auth = call.RegistryAuth;
            return PullScript.Fail($"unauthorized: {Secret} is not the password");
        };

        var result = Session.Run("Receive-DockerImage reg.example.com/x -Credential $credential -Verbose");

        Assert.Equal(("ann", Secret, "reg.example.com"), Login(auth));
        var error = result.Failed("RegistryDenied");
        Assert.DoesNotContain(Secret, string.Join('\n', [.. result.Verbose, error.ToString(), error.Exception.ToString(), error.ErrorDetails?.RecommendedAction ?? ""]), StringComparison.Ordinal);
        Assert.NotEmpty(result.Verbose);
    }

    [Theory]
    [InlineData("""{"auths":{"reg.example.com":{"auth":"AUTH"}}}""")]
    [InlineData("""{"auths":{"https://reg.example.com/v2/":{"auth":"AUTH"}}}""")]
    [InlineData("""{"credsStore":"testing"}""")]
    [InlineData("""{"credHelpers":{"reg.example.com":"testing"}}""")]
    public void What_docker_login_left_is_used(string config)
    {
        Helper("read key; echo \"{\\\"ServerURL\\\":\\\"$key\\\",\\\"Username\\\":\\\"ann\\\",\\\"Secret\\\":\\\"" + Secret + "\\\"}\"");
        Config(config.Replace("AUTH", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann:{Secret}")), StringComparison.Ordinal));
        string? auth = null;
        Engine.OnPull = call =>
        {
            auth = call.RegistryAuth;
            return null;
        };

        var result = Session.Run("Receive-DockerImage reg.example.com/x -Verbose").Succeeded();

        Assert.Equal(("ann", Secret, "reg.example.com"), Login(auth));
        Assert.DoesNotContain(Secret, string.Join('\n', result.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_takes_the_credential_to_the_swarm_only_where_asked()
    {
        Config("""{"auths":{"reg.example.com":{"auth":"AUTH"}}}""".Replace("AUTH", Convert.ToBase64String(Encoding.UTF8.GetBytes($"ann:{Secret}")), StringComparison.Ordinal));
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        var result = Session.Run("New-DockerService reg.example.com/x -Name a -WithRegistryAuth -Verbose; New-DockerService reg.example.com/x -Name b; Set-DockerService b -Label @{ k = 'v' } -WithRegistryAuth");

        var (with, without) = (Engine.RequestsTo("POST", "/services/create")[0], Engine.RequestsTo("POST", "/services/create")[1]);
        Assert.Equal(("ann", Secret, "reg.example.com"), Login(with.Headers["X-Registry-Auth"]));
        Assert.DoesNotContain("X-Registry-Auth", without.Headers);
        var update = Assert.Single(Engine.Requests, request => request.Path.EndsWith("/update", StringComparison.Ordinal));
        Assert.Equal(("ann", Secret, "reg.example.com"), Login(update.Headers["X-Registry-Auth"]));
        Assert.DoesNotContain(Secret, string.Join('\n', result.Verbose), StringComparison.Ordinal);
    }

    [Fact]
    public void A_registry_that_nobody_logged_in_to_is_told_before_the_nodes_fail()
    {
        Config("{}");
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        var result = Session.Run("New-DockerService reg.example.com/x -NoResolveImage -WithRegistryAuth").Succeeded();

        Assert.Contains("docker login reg.example.com", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Docker_Hub_goes_by_its_own_key()
    {
        Helper("read key; [ \"$key\" = https://index.docker.io/v1/ ] && echo '{\"Username\":\"<token>\",\"Secret\":\"" + Secret + "\"}'");
        Config("""{"credsStore":"testing"}""");
        string? auth = null;
        Engine.OnPull = call =>
        {
            auth = call.RegistryAuth;
            return null;
        };

        Session.Run("Receive-DockerImage redis").Succeeded();

        using var login = JsonDocument.Parse(Decode(auth));
        Assert.Equal(Secret, login.RootElement.GetProperty("identitytoken").GetString());
        Assert.Equal("https://index.docker.io/v1/", login.RootElement.GetProperty("serveraddress").GetString());
    }

    [Theory]
    [InlineData("echo 'credentials not found in native keychain'; exit 1", false)]
    [InlineData("echo " + Secret + "; exit 3", true)]
    [InlineData("echo not json " + Secret, true)]
    [InlineData(null, true)]
    public void A_helper_that_has_nothing_or_fails_does_not_keep_a_public_image_back(string? helper, bool isTold)
    {
        if (helper is not null)
        {
            Helper(helper);
        }

        Config("""{"credsStore":"testing"}""");
        Session.Run("Receive-DockerImage redis").Succeeded();
        Engine.OnPull = _ => PullScript.Denied("x");

        var error = Session.Run("Receive-DockerImage x").Failed("RegistryDenied");

        Assert.Equal(isTold, error.ErrorDetails.RecommendedAction.Contains("docker-credential-testing", StringComparison.Ordinal));
        Assert.DoesNotContain(Secret, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_a_pull_that_hangs()
    {
        Engine.Fail("POST", "/images/create", Fault.Hang());
        using var shell = Session.Start("Receive-DockerImage redis");
        var running = Task.Run(shell.Invoke);
        await Engine.WaitForRequestAsync("POST", "/images/create");

        await Task.Run(shell.Stop);

        await running;
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        await Engine.WaitForQuietAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Images_are_exported_and_imported_with_their_names()
    {
        var file = Session.Run("Get-DockerImage | Export-DockerImage -Path $folder/all.tar").Single<FileInfo>();
        // What the view of files shows is not all in a bare FileInfo.
        Assert.EndsWith("FileSystem::" + file.FullName, Session.Run("(Get-DockerImage | Export-DockerImage -Path $folder/all.tar -Force).PSPath").Single<string>(), StringComparison.Ordinal);
        Session.Run("Remove-DockerImage nginx:1.27, busybox").Succeeded();
        Assert.Empty(Engine.Images);

        var names = Session.Run("[IO.FileInfo] \"$folder/all.tar\" | Import-DockerImage").Succeeded().Of<Image>().Select(image => image.Name);

        Assert.Equal(["busybox:latest", "nginx:1.27"], names.Order());
        Assert.True(file.Length > 0);
    }

    [Fact]
    public void A_file_is_overwritten_only_by_force_and_stays_whole_when_the_export_breaks()
    {
        var path = Path.Combine(_folder.FullName, "x.tar");
        File.WriteAllText(path, "precious");

        Session.Run("Export-DockerImage busybox $folder/x.tar").Failed("FileExists");
        Engine.Fail("GET", "/images/get", Fault.DropAfter(100));
        Session.Run("Export-DockerImage busybox $folder/x.tar -Force").Failed("StreamBroken");

        Assert.Equal("precious", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder.FullName));
        Session.Run("Export-DockerImage busybox $folder/x.tar -Force").Succeeded();
        Assert.NotEqual("precious", File.ReadAllText(path));
    }

    [Fact]
    public void A_file_system_becomes_an_image()
    {
        using (var file = File.Create(Path.Combine(_folder.FullName, "root.tar")))
        using (var archive = new System.Formats.Tar.TarWriter(file))
        {
            archive.WriteEntry(new System.Formats.Tar.PaxTarEntry(System.Formats.Tar.TarEntryType.Directory, "bin/"));
        }

        var image = Session.Run("Import-DockerImage $folder/root.tar mine:1 -Change 'CMD sh', 'EXPOSE 80' -Message hello").Single<Image>();

        Assert.Equal("mine:1", image.Name);
        var query = Assert.Single(Engine.RequestsTo("POST", "/images/create")).Query;
        Assert.Equal(("mine", "1", "hello"), (query["repo"], query["tag"], query["message"]));
    }

    [Fact]
    public void What_is_no_archive_is_an_error_and_the_others_are_imported()
    {
        Session.Run("Export-DockerImage busybox $folder/b.tar").Succeeded();
        File.WriteAllText(Path.Combine(_folder.FullName, "a.tar"), new string('?', 2000));

        var result = Session.Run("Import-DockerImage $folder/*.tar, $folder/none.tar");

        Assert.Equal("busybox:latest", Assert.Single(result.Of<Image>()).Name);
        Assert.Equal(["ImportFailed", "PathNotFound"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).Order());
    }

    [Fact]
    public void An_image_in_use_is_not_removed()
    {
        Engine.AddContainer("web", "nginx:1.27");

        Session.Run("Remove-DockerImage nginx:1.27").Failed("ImageInUse");

        Assert.Equal(2, Engine.Images.Count);
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Session.Run("Receive-DockerImage redis -WhatIf; Remove-DockerImage * -WhatIf; Export-DockerImage busybox $folder/x.tar -WhatIf").Succeeded();

        Assert.Empty(Changes());
        Assert.Empty(_folder.GetFiles());
    }

    private void Config(string json) => File.WriteAllText(Path.Combine(_folder.FullName, "config.json"), json);

    private void Helper(string script)
    {
        var path = Path.Combine(_folder.FullName, "docker-credential-testing");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static (string?, string?, string?) Login(string? auth)
    {
        using var login = JsonDocument.Parse(Decode(auth));
        return (login.RootElement.GetProperty("username").GetString(), login.RootElement.GetProperty("password").GetString(), login.RootElement.GetProperty("serveraddress").GetString());
    }

    private static byte[] Decode(string? auth) => Convert.FromBase64String(auth!.Replace('-', '+').Replace('_', '/'));
}
