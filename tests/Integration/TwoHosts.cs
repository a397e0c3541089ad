namespace DockerNet.Integration;

/// <summary>Two engines on two hosts joined by a cable: those of DOCKERNET_TEST_ENGINE and DOCKERNET_TEST_ENGINE_SECOND, where the
/// tests run on the first host (<c>tests/engine/engine run --second</c>), else throwaway ones, taken down at the end.</summary>
public sealed class TwoHosts : IDisposable
{
    private static readonly string Script = Path.Combine(ModuleSession.Root, "tests", "engine", "engine");

    private readonly string? _folder;

    public TwoHosts()
    {
        var (first, second) = (Environment.GetEnvironmentVariable("DOCKERNET_TEST_ENGINE"), Environment.GetEnvironmentVariable("DOCKERNET_TEST_ENGINE_SECOND"));
        if (!string.IsNullOrEmpty(first) && !string.IsNullOrEmpty(second))
        {
            (First, Second) = (first, second);
            return;
        }

        // Of the version that is tested: there is no way out of an isolated engine's network to download another.
        var version = Path.Combine(Path.GetDirectoryName(first?.Replace("unix://", "", StringComparison.Ordinal)) ?? "", "version");
        var addresses = Run(["start", "--second", "--with", $"{Environment.ProcessId}", .. File.Exists(version) ? (string[])["--version", File.ReadAllText(version).Trim()] : []]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        (First, Second) = (addresses[^2], addresses[^1]);
        _folder = Path.GetDirectoryName(First["unix://".Length..]);
    }

    public string First { get; }

    public string Second { get; }

    /// <summary>Runs an example on the first host.</summary>
    public (int ExitCode, string Output, string Error) RunExample(string name)
    {
        string[] command = ["env", $"DOCKER_HOST={First}", $"DOCKERNET_TEST_ENGINE_SECOND={Second}", "dotnet", "exec", ShellProcess.Path, "-NoProfile", "-NonInteractive", "-File", "examples/show.ps1", $"examples/{name}.ps1"];
        return _folder is null ? ShellProcess.Execute(command[0], command[1..]) : ShellProcess.Execute("nsenter", [$"--net={_folder}/netns", .. command]);
    }

    public void Dispose()
    {
        if (_folder is not null)
        {
            Run("stop", First);
        }
    }

    private static string Run(params string[] arguments)
    {
        // One given engine is no pair.
        var (exitCode, output, error) = ShellProcess.Execute("env", ["-u", "DOCKERNET_TEST_ENGINE", "-u", "DOCKERNET_TEST_ENGINE_SECOND", Script, .. arguments]);
        return exitCode == 0 ? output : throw new InvalidOperationException($"tests/engine/engine {string.Join(' ', arguments)} failed: {error}");
    }
}
