namespace DockerNet.Shell.Tests;

/// <summary>A test that needs a pseudo terminal, which util-linux's `script` provides.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Terminal.Script))
        {
            Skip = $"There is no {Terminal.Script} to open a pseudo terminal with.";
        }
    }
}
