using System.Diagnostics;
using System.Globalization;

namespace DockerNet.Integration;

/// <summary>The client is killed at any moment of a copy or a renaming.</summary>
public sealed class VolumeKillTests(RealEngine engine) : RealEngineTest(engine)
{
    private const int Kills = 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("Copy-DockerVolume")]
    [InlineData("Rename-DockerVolume")]
    public void The_next_command_finds_no_half_volume_and_no_helper_and_the_files_are_whole(string cmdlet)
    {
        // As long as it takes when nobody kills it: the moments are spread over this time.
        Fill();
        var length = Work(cmdlet, null);
        var expected = Print("new");
        var (whole, undone) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            Session.Run("Remove-DockerVolume \"$p*\"").Succeeded();
            Fill();

            Work(cmdlet, length * (kill + 0.5) / Kills);

            var volumes = Session.Run("Get-DockerVolume \"$p*\"").Succeeded().Of<Volume>().Select(volume => volume.Name[(Prefix.Length + 1)..]).ToList();
            Assert.All(volumes, volume => Assert.Equal(expected, Print(volume)));
            Assert.True(volumes.Contains("data") || (cmdlet is "Rename-DockerVolume" && volumes.Contains("new")), $"The files are gone after kill {kill}.");
            Assert.Empty(Session.Run("Get-Container -Label @{ 'dockernet.helper' = '' }").Succeeded().Output);
            Assert.Empty(Session.Run("Get-DockerImage -Label @{ 'dockernet.helper' = '' }").Succeeded().Output);
            Assert.Equal(volumes.Count, Session.Run("Get-DockerVolume \"$p*\"").Succeeded().Output.Count);
            _ = volumes.Contains("new") ? whole++ : undone++;
        }

        Assert.True(undone > 0, $"Of {Kills} kills none came before the end: {whole} were complete.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Session.Run("Remove-DockerVolume \"$p*\"");
        }

        base.Dispose(disposing);
    }

    /// <summary>Has a process of its own do it, and kills that after a time.</summary>
    /// <returns>How long it took from its beginning.</returns>
    private TimeSpan Work(string cmdlet, TimeSpan? killAfter)
    {
        var script = $"Import-Module '{ModuleSession.Manifest}'; $null = Get-DockerVolume; 'begin'; $null = {cmdlet} {Prefix}-data {Prefix}-new; 'end'";
        using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", ShellProcess.Path, "-NoProfile", "-NonInteractive", "-Command", script]) { RedirectStandardOutput = true })!;
        Assert.Equal("begin", process.StandardOutput.ReadLine());
        var clock = Stopwatch.StartNew();
        if (killAfter is { } time)
        {
            process.WaitForExit(time);
            process.Kill();
        }

        Assert.True(process.WaitForExit(Patience), string.Create(CultureInfo.InvariantCulture, $"{cmdlet} did not end within {Patience.TotalSeconds} s."));
        return clock.Elapsed;
    }

    private void Fill() =>
        Session.Run("$null = New-DockerVolume \"$p-data\"; Invoke-Container busybox sh, -c, 'for i in $(seq 40); do head -c 2000000 /dev/urandom > /v/$i; done' -Volume \"${p}-data:/v\" -AutoRemove").Succeeded();

    private string Print(string volume) =>
        string.Join('\n', Session.Run($"Invoke-Container busybox sh, -c, 'ls /v | wc -l; cat /v/* | wc -c' -Volume \"${{p}}-{volume}:/v:ro\" -AutoRemove").Succeeded().Output);
}
