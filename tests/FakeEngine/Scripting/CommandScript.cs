namespace DockerNet.FakeEngine;

/// <summary>Decides what a command does: the test's script first, then the few commands the engine knows itself.</summary>
internal static class CommandScript
{
    public static async Task<ExecResult?> RunAsync(Func<ExecCall, Task<ExecResult?>>? script, ExecCall call) =>
        (script is null ? null : await script(call)) ?? await BuiltinCommands.RunAsync(call);
}
