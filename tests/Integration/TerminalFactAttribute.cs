namespace DockerNet.Integration;

/// <summary>A test that needs a pseudo terminal, which util-linux's <c>script</c> provides.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TerminalFactAttribute : FactAttribute
{
    public const string Script = "/usr/bin/script";

    public TerminalFactAttribute()
    {
        if (!OperatingSystem.IsLinux() || !File.Exists(Script))
        {
            Skip = $"There is no {Script} to open a pseudo terminal with.";
        }
    }
}
