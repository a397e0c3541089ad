namespace DockerNet.FakeEngine;

/// <summary>What a command leaves behind. A tuple of output, errors and exit code converts to it.</summary>
public sealed record ExecResult(string Output = "", string Error = "", int ExitCode = 0)
{
    public static implicit operator ExecResult((string Output, string Error, int ExitCode) result) =>
        FromValueTuple(result);

    public static ExecResult FromValueTuple((string Output, string Error, int ExitCode) result) =>
        new(result.Output, result.Error, result.ExitCode);
}
