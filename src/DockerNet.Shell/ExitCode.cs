namespace DockerNet.Shell;

/// <summary>The exit codes of the shell itself; they are pwsh's.</summary>
internal static class ExitCode
{
    public const int Success = 0;
    public const int Failed = 1;
    public const int BadUsage = 64;
    public const int StartupFailed = 70;
    public const int Interrupted = 130;
}
