using System.Diagnostics;
using System.Net.Sockets;

namespace DockerNet.Integration;

/// <summary>A client that is killed at any moment of what it does with a volume leaves nothing half done, as soon as the next command has looked.</summary>
[Trait("Kind", "Faults")]
public sealed class KilledClientTests : RealEngineTest
{
    private const int Kills = 4;
    private const string HelperFilter = "filters=%7B%22label%22%3A%5B%22dockernet.helper%22%5D%7D";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1.5);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-killed-");
    private readonly HttpClient _engine;
    private string _volumes = "";

    public KilledClientTests(RealEngine engine)
        : base(engine)
    {
        Session.Set("to", _folder.FullName);
        var socket = new UnixDomainSocketEndPoint(engine.Address["unix://".Length..]);
        _engine = new(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(socket, cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        { BaseAddress = new("http://localhost") };
    }

    [VolumeFolderTheory]
    [InlineData("Backup-DockerVolume \"$p-data\" $to/made.tar.zst")]
    [InlineData("Restore-DockerVolume \"$to/$p-data.tar.zst\" -Name \"$p-new\"")]
    [InlineData("Restore-DockerVolume \"$to/$p-data.tar.zst\" -Name \"$p-old\" -Force")]
    [InlineData("Copy-DockerVolume \"$p-data\" \"$p-new\"")]
    [InlineData("Rename-DockerVolume \"$p-data\" \"$p-new\"")]
    public async Task A_killed_client_leaves_everything_whole(string command)
    {
        var (data, old) = (Fill("data", 40), Fill("old", 20));
        Session.Run("Backup-DockerVolume \"$p-data\", \"$p-old\" $to").Succeeded();
        var started = Stopwatch.GetTimestamp();
        Session.Run(command).Succeeded();
        var duration = Stopwatch.GetElapsedTime(started);
        PutBack(data);

        var caught = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var moment = Random.Shared.NextDouble() * (duration < Longest ? duration : Longest);
            caught += await KillAsync(command, moment) ? 1 : 0;

            var when = $"killed after {moment.TotalMilliseconds:0} of {duration.TotalMilliseconds:0} ms: {command}";
            var shown = Shown();
            AssertWhole(shown, when);
            // The engine may still be ending what the client asked for last: whoever looks then, removes it.
            for (var look = 0; look < 20 && await LeftAsync() is not ""; look++)
            {
                await Task.Delay(100);
                shown = Shown();
            }

            AssertWhole(shown, when);
            Assert.True(await LeftAsync() is "", $"{await LeftAsync()} is left; {when}");
            // A helper's image of nothing, without its container, is looked for only by what needs a helper itself.
            Session.Run("Get-DockerVolumeItem \"$p-old\"").Succeeded();
            Assert.True(await _engine.GetStringAsync($"/images/json?all=1&{HelperFilter}") is "[]\n", $"An image is left; {when}");

            Assert.True(!File.Exists(Path.Combine(_folder.FullName, "made.tar.zst")) || Session.Run("Test-DockerVolumeBackup $to/made.tar.zst -Quiet").Single<bool>(), $"The backup is not whole; {when}");
            PutBack(data);
        }

        Assert.True(caught > 0, $"The client was never killed before its end, within {duration}: {command}");

        void AssertWhole(IReadOnlyList<string> shown, string when)
        {
            var renamed = command.StartsWith("Rename", StringComparison.Ordinal) && shown.Contains($"{Prefix}-new");
            Assert.True(shown.Contains($"{Prefix}-data") || renamed, $"The source is gone; {when}");
            Assert.True(shown.Contains($"{Prefix}-old"), $"The target is gone; {when}");
            foreach (var name in shown)
            {
                var content = FileTree.Read(FolderOf(name));
                var isOld = name == $"{Prefix}-old";
                Assert.True(content.SequenceEqual(isOld ? old : data) || (isOld && command.EndsWith("-Force", StringComparison.Ordinal) && content.SequenceEqual(data)), $"{name} is not whole: {content.Count} entries; {when}");
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Session.Run("Get-DockerVolume \"$p*\" | Remove-DockerVolume");
            _engine.Dispose();
            _folder.Delete(recursive: true);
        }

        base.Dispose(disposing);
    }

    /// <summary>Makes a volume of some files of 1 MB, and tells what it holds.</summary>
    private IReadOnlyList<string> Fill(string name, int files)
    {
        var folder = Session.Run($"New-DockerVolume -Name \"$p-{name}\"").Single<Volume>().Mountpoint;
        _volumes = Path.GetDirectoryName(Path.GetDirectoryName(folder))!;
        FileTree.Bash(folder, $"head -c {files}M /dev/urandom | split -b 1M -; chown 7:8 x*; touch -d @1000000000 x* .");
        return FileTree.Read(folder);
    }

    /// <summary>The volumes that the next command sees.</summary>
    private IReadOnlyList<string> Shown() => [.. Session.Run("Get-DockerVolume \"$p*\", dockernet-*").Of<Volume>().Select(volume => volume.Name)];

    /// <summary>What is there, past DockerNet, and should not be: volumes that it does not show, and its containers.</summary>
    private async Task<string> LeftAsync()
    {
        var hidden = Directory.GetDirectories(_volumes)
            .Select(folder => Path.GetFileName(folder))
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) || name.StartsWith("dockernet-", StringComparison.Ordinal))
            .Except(Shown());
        var containers = await _engine.GetStringAsync($"/containers/json?all=1&{HelperFilter}");
        return $"{string.Join(' ', hidden)}{(containers is "[]\n" ? "" : containers)}";
    }

    private string FolderOf(string volume) => Path.Combine(_volumes, volume, "_data");

    /// <summary>Makes all as it was before the command.</summary>
    private void PutBack(IReadOnlyList<string> data)
    {
        if (!Directory.Exists(FolderOf($"{Prefix}-data")))
        {
            Session.Run("Rename-DockerVolume \"$p-new\" \"$p-data\"").Succeeded();
        }

        if (FileTree.Read(FolderOf($"{Prefix}-old")).SequenceEqual(data))
        {
            Session.Run("Restore-DockerVolume \"$to/$p-old.tar.zst\" -Force").Succeeded();
        }

        Session.Run("Get-DockerVolume \"$p-new*\" | Remove-DockerVolume").Succeeded();
        File.Delete(Path.Combine(_folder.FullName, "made.tar.zst"));
    }

    /// <summary>Runs a command in a process of its own, and kills it a time after the command has begun.</summary>
    /// <returns>Whether that was before its end.</returns>
    private async Task<bool> KillAsync(string command, TimeSpan moment)
    {
        // What only the first command of a session takes is not what it is about.
        var script = $"$p = '{Prefix}'; $to = '{_folder.FullName}'; $null = Get-DockerVolume; [Console]::Out.WriteLine('begun'); $null = {command}";
        using var shell = Process.Start(new ProcessStartInfo("dotnet", ["exec", ShellProcess.Path, "-NoProfile", "-NonInteractive", "-Command", script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = ModuleSession.Root,
        })!;
        shell.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        Assert.Equal("begun", await shell.StandardOutput.ReadLineAsync(patience.Token));
        await Task.Delay(moment);
        shell.Kill();
        await shell.WaitForExitAsync(patience.Token);
        // By a signal, or with what the script gave.
        Assert.Contains(shell.ExitCode, new[] { 137, 0 });
        return shell.ExitCode == 137;
    }
}
