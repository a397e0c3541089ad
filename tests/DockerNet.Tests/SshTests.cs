using System.Diagnostics;
using System.Globalization;

namespace DockerNet.Tests;

/// <summary>An engine behind ssh; a script stands for ssh.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class SshTests : IDisposable
{
    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-");
    private readonly EnvironmentVariables _path;

    public SshTests() => _path = new(("PATH", $"{_folder.FullName}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}"));

    public void Dispose()
    {
        _path.Dispose();
        _session.Dispose();
        _folder.Delete(recursive: true);
    }

    [UnixFact]
    public void The_words_of_ssh_are_the_error_and_nothing_is_tried_again()
    {
        Ssh($"echo tried >> {_folder.FullName}/tries; echo 'ssh: connect to host nowhere port 22: Connection refused' >&2; exit 255");

        var error = _session.Run("Get-DockerEngine -Engine ssh://nowhere").Failed("EngineUnavailable");

        Assert.Contains("ssh: connect to host nowhere port 22: Connection refused", error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal("ssh://nowhere", error.TargetObject);
        Assert.Single(File.ReadAllLines(Path.Combine(_folder.FullName, "tries")));
    }

    [UnixFact]
    public async Task Ctrl_C_at_the_terminal_does_not_end_the_connection()
    {
        // Answers the first request, for the version, and no other.
        Ssh($$"""
            echo $$ > {{_folder.FullName}}/pid
            body='{"Version":"99","ApiVersion":"1.51","MinAPIVersion":"1.24"}'
            printf 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %s\r\n\r\n%s' ${#body} "$body"
            exec sleep 60
            """);
        using var shell = _session.Start("Get-DockerEngine -Engine ssh://somewhere");
        var running = Task.Run(shell.Invoke);
        var file = Path.Combine(_folder.FullName, "pid");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(file) && new FileInfo(file).Length > 0, TimeSpan.FromSeconds(20)));

        using var ssh = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture));
        using (var kill = Process.Start("kill", ["-INT", ssh.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        await Task.Delay(TimeSpan.FromMilliseconds(200));
        Assert.False(ssh.HasExited);

        shell.Stop();
        await running;
    }

    private void Ssh(string script)
    {
        var file = Path.Combine(_folder.FullName, "ssh");
        File.WriteAllText(file, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
