namespace DockerNet.FakeEngine;

/// <summary>Decides what a command does: the test's script first, then the few commands the engine knows itself.</summary>
internal static class CommandScript
{
    public static async Task<ExecResult?> RunAsync(Func<ExecCall, Task<ExecResult?>>? script, ExecCall call)
    {
        try
        {
            return (script is null ? null : await script(call)) ?? await BuiltinCommands.RunAsync(call);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException))
        {
            // A fault of a test's script has to be seen where the test looks.
            return new ExecResult(Error: $"the fake engine's script failed: {failure}\n", ExitCode: 125);
        }
    }
}
