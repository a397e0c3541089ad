namespace DockerNet.Shell.Tests;

/// <summary>What a run of the shell left behind.</summary>
public sealed record ShellOutcome(int ExitCode, string Output, string Errors);
