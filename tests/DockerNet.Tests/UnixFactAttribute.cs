namespace DockerNet.Tests;

/// <summary>A test that needs scripts and signals.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "There are no shell scripts and no signals." : null;
}
