using System.Globalization;
using System.IO.Pipelines;

namespace DockerNet.FakeEngine;

/// <summary>Starts and ends containers.</summary>
internal sealed class ContainerLife(EngineModel model)
{
    public void Start(FakeContainer container)
    {
        switch (container.Status)
        {
            case "paused":
                throw EngineError.Conflict("cannot start a paused container, try unpause instead");
            case "running" or "restarting":
                throw EngineError.NotModified();
            case "dead" or "removing":
                throw EngineError.Conflict("container is marked for removal and cannot be started");
        }

        try
        {
            if (container.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
            {
                var owner = model.Container(container.NetworkMode[10..]);
                if (!owner.IsRunning)
                {
                    throw EngineError.Conflict(model.Version.AtLeast(48)
                        ? $"cannot join network namespace of a non running container: container {owner.Name} is {owner.Status}"
                        : $"cannot join network of a non running container: {owner.Id}");
                }
            }

            foreach (var link in container.HostConfig.Texts("Links"))
            {
                var parts = link.Split(':');
                if (model.FindContainer(parts[0]) is not { IsRunning: true })
                {
                    throw EngineError.Internal($"Cannot link to a non running container: {parts[0]} AS {parts[1]}");
                }
            }

            model.Fabric.Activate(container);
        }
        catch (EngineError error)
        {
            container.Error = error.Message;
            container.ExitCode = 128;
            container.Changed.Pulse();
            throw;
        }

        foreach (var mount in container.MountList.Where(mount => mount.Name.Length > 0))
        {
            model.Events.Add("volume", "mount", mount.Name, [new("container", container.Id), new("destination", mount.Destination), new("driver", mount.Driver), new("propagation", mount.Propagation), new("read/write", mount.ReadOnly ? "false" : "true")]);
        }

        container.Status = "running";
        container.Error = "";
        container.ExitCode = 0;
        container.StartedAt = DateTimeOffset.UtcNow;
        container.Run = new CancellationTokenSource();
        if (container.Config.Object("Healthcheck") is not null)
        {
            container.ResetHealth("starting");
        }

        model.ContainerEvent(container, "start");
        container.Changed.Pulse();
        if (model.Engine.OnRun is not null || BuiltinCommands.Knows(container.Command))
        {
            _ = Task.Run(() => RunAsync(container, container.Run.Token));
        }
    }

    /// <summary>Ends it on request: at once, or after its own delay outside the lock.</summary>
    public async Task StopAsync(FakeContainer container, int? patience, CancellationToken stop)
    {
        TimeSpan delay;
        lock (model.Sync)
        {
            if (!container.IsRunning)
            {
                throw EngineError.NotModified();
            }

            delay = container.StopDelay;
        }

        var limit = patience is < 0 ? TimeSpan.MaxValue : TimeSpan.FromSeconds(patience ?? container.Config.Number("StopTimeout", 10));
        if (delay > TimeSpan.Zero)
        {
            await Task.Delay(delay < limit ? delay : limit, stop);
        }

        lock (model.Sync)
        {
            if (container.IsRunning)
            {
                model.ContainerEvent(container, "kill", ("signal", "15"));
                End(container, delay > limit ? 137 : container.StopExitCode, asked: true);
                model.ContainerEvent(container, "stop");
            }
        }
    }

    public void Kill(FakeContainer container, string signal)
    {
        if (!container.IsRunning)
        {
            throw EngineError.Conflict(model.Version.AtLeast(44)
                ? $"cannot kill container: {container.Name}: container {container.Id} is not running"
                : $"Cannot kill container: {container.Name}: Container {container.Id} is not running");
        }

        var name = signal.ToUpperInvariant().Replace("SIG", "", StringComparison.Ordinal);
        var (number, ends) = name switch
        {
            "" or "KILL" or "9" => (9, true),
            "TERM" or "15" => (15, true),
            "INT" or "2" => (2, true),
            "QUIT" or "3" => (3, true),
            "HUP" or "1" => (1, false),
            "USR1" or "10" => (10, false),
            "USR2" or "12" => (12, false),
            "WINCH" or "28" => (28, false),
            _ => throw EngineError.Invalid($"Invalid signal: {signal}"),
        };
        model.ContainerEvent(container, "kill", ("signal", number.ToString(CultureInfo.InvariantCulture)));
        if (ends)
        {
            End(container, 128 + number, asked: true);
        }
    }

    /// <summary>Its process is gone.</summary>
    public void End(FakeContainer container, int exitCode, bool asked = false)
    {
        if (!container.IsRunning)
        {
            return;
        }

        container.Run?.Cancel();
        container.Run = null;
        container.Status = "exited";
        container.ExitCode = exitCode;
        container.FinishedAt = DateTimeOffset.UtcNow;
        container.Exits++;
        container.Input.Writer.Complete();
        container.Input = new Pipe();
        if (container.Health is not null)
        {
            container.ResetHealth("unhealthy");
        }

        model.ContainerEvent(container, "die", ("exitCode", exitCode.ToString(CultureInfo.InvariantCulture)));
        model.Fabric.Deactivate(container);
        foreach (var mount in container.MountList.Where(mount => mount.Name.Length > 0))
        {
            model.Events.Add("volume", "unmount", mount.Name, [new("container", container.Id), new("driver", mount.Driver)]);
        }

        foreach (var exec in model.Execs.Values.Where(exec => exec.Container == container && exec.Running))
        {
            exec.Running = false;
            exec.ExitCode = 137;
        }

        container.Changed.Pulse();
        if (container.AutoRemove)
        {
            Remove(container, withVolumes: true);
        }
        else if (!asked && RestartsAfter(container, exitCode))
        {
            container.RestartCount++;
            try
            {
                Start(container);
            }
            catch (EngineError)
            {
                // It stays ended, with the error in its state.
            }
        }
    }

    public void Remove(FakeContainer container, bool withVolumes)
    {
        var volumes = container.MountList.Where(mount => mount.Type == "volume").Select(mount => mount.Name).ToArray();
        model.Remove(container);
        container.IsRemoved = true;
        container.Status = "removing";
        model.ContainerEvent(container, "destroy");
        foreach (var volume in withVolumes ? volumes : [])
        {
            if (model.Volumes.Find(volume) is { IsAnonymous: true } anonymous && !model.UsersOf(anonymous).Any())
            {
                model.Volumes.Remove(anonymous);
            }
        }

        container.Changed.Pulse();
    }

    private static bool RestartsAfter(FakeContainer container, int exitCode)
    {
        var policy = container.HostConfig.Object("RestartPolicy");
        return policy.Text("Name") switch
        {
            // The real engine waits longer each time and never gives up; a few times are enough here.
            "always" or "unless-stopped" => container.RestartCount < 3,
            "on-failure" => exitCode != 0 && container.RestartCount < Math.Max(1, policy.Number("MaximumRetryCount")),
            _ => false,
        };
    }

    private async Task RunAsync(FakeContainer container, CancellationToken stop)
    {
        var call = new ExecCall(
            container,
            container.Command,
            exec: null,
            container.Config.Flag("OpenStdin") ? container.Input.Reader.AsStream() : Stream.Null,
            (isError, bytes) =>
            {
                container.Log(bytes, isError);
                return Task.CompletedTask;
            },
            stop);
        try
        {
            var result = await CommandScript.RunAsync(model.Engine.OnRun, call);
            if (result is null)
            {
                return;
            }

            container.Log(result.Output);
            container.Log(result.Error, isError: true);
            lock (model.Sync)
            {
                if (!stop.IsCancellationRequested)
                {
                    End(container, result.ExitCode);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It was stopped.
        }
    }
}
