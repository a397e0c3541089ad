using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

internal static class ExecRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("POST", "/containers/{id}/exec", Create);
        routes.Map("POST", "/exec/{id}/start", Start);
        routes.Map("POST", "/exec/{id}/resize", Resize);
        routes.Map("GET", "/exec/{id}/json", call => Answer.Json(Find(call).ToJson()));
    }

    private static Answer Create(Call call)
    {
        var container = call.Model.Container(call.Id);
        var word = call.Model.Version.AtLeast(44) ? "container" : "Container";
        if (call.Json.Texts("Cmd").Count == 0)
        {
            throw EngineError.Invalid("No exec command specified");
        }

        switch (container.Status)
        {
            case "running":
                break;
            case "paused":
                throw EngineError.Conflict($"{word} {container.Id} is paused, unpause the container before exec");
            case "restarting":
                throw EngineError.Conflict($"{word} {container.Id} is restarting, wait until the container is running");
            default:
                throw EngineError.Conflict($"{word} {container.Id} is not running");
        }

        var exec = new FakeExec(container, call.Json);
        call.Model.Execs[exec.Id] = exec;
        call.Model.ContainerEvent(container, $"exec_create: {string.Join(' ', exec.Command)}", ("execID", exec.Id));
        return Answer.Json(new JsonObject { ["Id"] = exec.Id }, 201);
    }

    private static Task<Answer> Start(Call call)
    {
        FakeExec exec;
        bool detach;
        lock (call.Model.Sync)
        {
            exec = Find(call);
            detach = call.Json.Flag("Detach");
            if (exec.Running || exec.ExitCode is not null)
            {
                var word = call.Model.Version.AtLeast(44) ? "exec command" : "Error: Exec command";
                throw EngineError.Conflict($"{word} {exec.Id} {(exec.Running ? "is already running" : "has already run")}");
            }

            if (exec.Container.Status != "running")
            {
                throw EngineError.Conflict($"container {exec.Container.Id} is not running");
            }

            exec.Running = true;
            call.Model.ContainerEvent(exec.Container, $"exec_start: {string.Join(' ', exec.Command)}", ("execID", exec.Id));
        }

        if (detach)
        {
            _ = Task.Run(() => RunAsync(call, exec, Stream.Null, (_, _) => Task.CompletedTask, exec.Container.Run?.Token ?? default));
            return Task.FromResult(Answer.Empty);
        }

        return Task.FromResult(Answer.Hijack(OutputFrames.ContentType(exec.Tty, call.Version), async (stream, stop) =>
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop, exec.Container.Run?.Token ?? default);
            using var frames = new OutputFrames(stream, exec.Tty);
            await RunAsync(
                call,
                exec,
                exec.AttachStdin ? stream : Stream.Null,
                (isError, bytes) => exec.Tty || (isError ? exec.AttachStderr : exec.AttachStdout) ? frames.WriteAsync(isError, bytes, ended.Token) : Task.CompletedTask,
                ended.Token);
        }));
    }

    private static async Task RunAsync(Call call, FakeExec exec, Stream input, Func<bool, ReadOnlyMemory<byte>, Task> write, CancellationToken stop)
    {
        var exitCode = 137;
        try
        {
            var work = new ExecCall(exec.Container, exec.Command, exec, input, write, stop);
            var result = await CommandScript.RunAsync(call.Engine.OnExec, work);
            if (result is null)
            {
                var message = $"OCI runtime exec failed: exec failed: unable to start container process: exec: \"{exec.Command[0]}\": executable file not found in $PATH: unknown\r\n";
                result = new ExecResult(message, ExitCode: 127);
            }

            await work.WriteAsync(result.Output);
            await work.WriteErrorAsync(result.Error);
            exitCode = result.ExitCode;
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The client or the container is gone.
        }
        finally
        {
            lock (call.Model.Sync)
            {
                exec.Running = false;
                exec.ExitCode = exitCode;
                call.Model.ContainerEvent(exec.Container, "exec_die", ("execID", exec.Id), ("exitCode", exitCode.ToString(CultureInfo.InvariantCulture)));
            }
        }
    }

    private static Answer Resize(Call call)
    {
        var exec = Find(call);
        if (!exec.Running)
        {
            throw call.Model.Version.AtLeast(44)
                ? EngineError.Conflict($"exec command {exec.Id} is not running")
                : EngineError.Internal("cannot resize a stopped container");
        }

        exec.Size = (call.Number("h") ?? 0, call.Number("w") ?? 0);
        return Answer.Empty;
    }

    private static FakeExec Find(Call call) =>
        call.Model.Execs.GetValueOrDefault(call.Id)
        ?? throw EngineError.NotFound(call.Model.Version.AtLeast(44) ? $"No such exec instance: {call.Id}" : $"No such exec instance '{call.Id}' found in daemon");
}
