namespace DockerNet.Tests;

/// <summary>Environment variables of this process, set for a while. Tests that set them run one after the other: the assembly's do.</summary>
internal sealed class EnvironmentVariables : IDisposable
{
    private readonly List<(string Name, string? Before)> _before = [];

    public EnvironmentVariables(params (string Name, string? Value)[] variables)
    {
        foreach (var (name, value) in variables)
        {
            _before.Add((name, Environment.GetEnvironmentVariable(name)));
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    public void Dispose()
    {
        foreach (var (name, before) in _before)
        {
            Environment.SetEnvironmentVariable(name, before);
        }
    }
}
