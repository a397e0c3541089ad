using System.Diagnostics;

namespace DockerNet.Integration;

/// <summary>The Docker Engine of this test run: the one that DOCKERNET_TEST_ENGINE names, else a throwaway one, taken down at the end.</summary>
public sealed class RealEngine : IDisposable
{
    private static readonly string Script = Path.Combine(ModuleSession.Root, "tests", "engine", "engine");

    private readonly bool _started;

    public RealEngine()
    {
        var given = Environment.GetEnvironmentVariable("DOCKERNET_TEST_ENGINE");
        _started = string.IsNullOrEmpty(given);
        Address = _started ? Run("start", "--with", $"{Environment.ProcessId}").Trim().Split('\n')[^1] : given!;
        Environment.SetEnvironmentVariable("DOCKER_HOST", Address);
    }

    public string Address { get; }

    public void Dispose()
    {
        if (_started)
        {
            Run("stop", Address);
        }
    }

    private static string Run(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Script, arguments) { RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"tests/engine/engine {string.Join(' ', arguments)} failed with exit code {process.ExitCode}.");
    }
}
