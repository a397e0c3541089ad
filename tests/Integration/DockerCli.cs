using System.Diagnostics;

namespace DockerNet.Integration;

/// <summary>The docker CLI, to compare with: DOCKERNET_DOCKER_CLI, or <c>docker</c> on PATH.</summary>
public static class DockerCli
{
    /// <summary>Its path; null where there is none.</summary>
    public static string? Location { get; } = Find();

    /// <summary>Runs a line of a shell in which <c>docker</c> is the CLI and speaks to the engine of this run.</summary>
    public static string Run(string line)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Location)}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{line}\nended with exit code {process.ExitCode}: {errors.Result}");
        return output;
    }

    private static string? Find() =>
        Environment.GetEnvironmentVariable("DOCKERNET_DOCKER_CLI") is { Length: > 0 } given
            ? given
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, "docker")).FirstOrDefault(File.Exists);
}
