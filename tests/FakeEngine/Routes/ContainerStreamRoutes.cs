using System.Text;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>What takes its time: logs, attach, wait, stats.</summary>
internal static class ContainerStreamRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("GET", "/containers/{id}/logs", Logs);
        routes.Map("POST", "/containers/{id}/attach", Attach);
        routes.Map("POST", "/containers/{id}/wait", Wait);
        routes.Map("GET", "/containers/{id}/stats", Stats);
        routes.Map("POST", "/containers/{id}/resize", call =>
        {
            call.Model.Container(call.Id);
            return Answer.Empty;
        });
    }

    private static Task<Answer> Logs(Call call)
    {
        var container = Find(call);
        var (output, errors) = (call.Flag("stdout"), call.Flag("stderr"));
        if (!output && !errors)
        {
            throw EngineError.Invalid("Bad parameters: you must choose at least one stream");
        }

        var since = Timestamp.Parse(call.Query("since"));
        var until = Timestamp.Parse(call.Query("until"));
        var timestamps = call.Flag("timestamps");
        var follow = call.Flag("follow");
        var tail = int.TryParse(call.Query("tail"), out var lines) && lines >= 0 ? lines : int.MaxValue;
        return Task.FromResult(Answer.Stream(OutputFrames.ContentType(container.Tty, call.Version), async (stream, stop) =>
        {
            using var frames = new OutputFrames(stream, container.Tty);
            var all = container.Output;
            var position = all.Count;
            foreach (var line in all.Where(Wanted).TakeLast(tail))
            {
                await WriteAsync(frames, line, stop);
            }

            while (follow)
            {
                var more = container.Changed.Next;
                var ended = !container.IsRunning;
                foreach (var line in container.OutputSince(position))
                {
                    position++;
                    if (Wanted(line))
                    {
                        await WriteAsync(frames, line, stop);
                    }
                }

                if (ended || (until is not null && DateTimeOffset.UtcNow > until))
                {
                    return;
                }

                await more.WaitAsync(stop);
            }
        }));

        bool Wanted(LogLine line) => (line.IsError ? errors : output) && (since is null || line.Time >= since) && (until is null || line.Time <= until);

        Task WriteAsync(OutputFrames frames, LogLine line, CancellationToken stop)
        {
            ReadOnlyMemory<byte> content = timestamps ? (byte[])[.. Encoding.UTF8.GetBytes(EngineJson.Time(line.Time) + " "), .. line.Content.Span] : line.Content;
            return frames.WriteAsync(line.IsError, content, stop);
        }
    }

    private static Task<Answer> Attach(Call call)
    {
        var container = Find(call);
        if (container.Status == "paused")
        {
            throw EngineError.Conflict($"container {container.Id} is paused, unpause the container before attach");
        }

        if (container.Status == "restarting")
        {
            throw EngineError.Conflict($"container {container.Id} is restarting, wait until the container is running");
        }

        var (output, errors, input) = (call.Flag("stdout"), call.Flag("stderr"), call.Flag("stdin"));
        var streams = call.Flag("stream");
        var position = call.Flag("logs") ? 0 : container.OutputCount;
        var exits = container.Exits;
        call.Model.ContainerEvent(container, "attach");
        return Task.FromResult(Answer.Hijack(OutputFrames.ContentType(container.Tty, call.Version), async (stream, stop) =>
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
            if (input && streams)
            {
                _ = FeedAsync(container, stream, ended.Token);
            }

            using var frames = new OutputFrames(stream, container.Tty);
            try
            {
                while (true)
                {
                    var more = container.Changed.Next;
                    var isOver = !streams || container.Exits != exits || container.IsRemoved;
                    foreach (var line in container.OutputSince(position))
                    {
                        position++;
                        if (line.IsError ? errors : output)
                        {
                            await frames.WriteAsync(line.IsError, line.Content, stop);
                        }
                    }

                    if (isOver)
                    {
                        return;
                    }

                    await more.WaitAsync(stop);
                }
            }
            finally
            {
                await ended.CancelAsync();
            }
        }));
    }

    private static async Task FeedAsync(FakeContainer container, Stream client, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            int read;
            while ((read = await client.ReadAsync(buffer, stop)) > 0)
            {
                await container.Input.Writer.WriteAsync(buffer.AsMemory(0, read), stop);
            }

            if (container.Config.Flag("StdinOnce"))
            {
                await container.Input.Writer.CompleteAsync();
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or InvalidOperationException)
        {
            // The client or the container is gone.
        }
    }

    private static Task<Answer> Wait(Call call)
    {
        var container = Find(call);
        var condition = call.Query("condition") is { Length: > 0 } given ? given : "not-running";
        if (condition is not ("not-running" or "next-exit" or "removed"))
        {
            throw EngineError.Invalid($"invalid condition: \"{condition}\"");
        }

        var exits = container.Exits;
        return Task.FromResult(Answer.Stream("application/json", async (stream, stop) =>
        {
            while (true)
            {
                var more = container.Changed.Next;
                var met = condition switch
                {
                    "not-running" => !container.IsRunning,
                    "next-exit" => container.Exits != exits || container.IsRemoved,
                    _ => container.IsRemoved,
                };
                if (met)
                {
                    break;
                }

                await more.WaitAsync(stop);
            }

            await stream.WriteAsync(EngineJson.Bytes(new JsonObject { ["StatusCode"] = container.ExitCode }), stop);
        }));
    }

    private static Task<Answer> Stats(Call call)
    {
        var container = Find(call);
        var streams = call.Query("stream") is null || call.Flag("stream");
        return Task.FromResult(Answer.Stream("application/json", async (stream, stop) =>
        {
            do
            {
                await stream.WriteAsync(EngineJson.Bytes(Sample(container)), stop);
                await stream.FlushAsync(stop);
                if (streams)
                {
                    await Task.Delay(TimeSpan.FromSeconds(1), stop);
                }
            }
            while (streams && !container.IsRemoved);
        }));
    }

    private static JsonObject Sample(FakeContainer container) => new()
    {
        ["id"] = container.Id,
        ["name"] = "/" + container.Name,
        ["read"] = EngineJson.Time(DateTimeOffset.UtcNow),
        ["preread"] = EngineJson.Time(DateTimeOffset.UtcNow.AddSeconds(-1)),
        ["num_procs"] = 0,
        ["pids_stats"] = new JsonObject { ["current"] = container.IsRunning ? 1 : 0 },
        ["cpu_stats"] = new JsonObject { ["cpu_usage"] = new JsonObject { ["total_usage"] = 100_000_000 }, ["system_cpu_usage"] = 10_000_000_000, ["online_cpus"] = 4 },
        ["precpu_stats"] = new JsonObject { ["cpu_usage"] = new JsonObject { ["total_usage"] = 90_000_000 }, ["system_cpu_usage"] = 9_000_000_000, ["online_cpus"] = 4 },
        ["memory_stats"] = new JsonObject { ["usage"] = 12_582_912, ["limit"] = 8_589_934_592 },
        ["networks"] = new JsonObject { ["eth0"] = new JsonObject { ["rx_bytes"] = 1024, ["tx_bytes"] = 512 } },
    };

    private static FakeContainer Find(Call call)
    {
        lock (call.Model.Sync)
        {
            return call.Model.Container(call.Id);
        }
    }
}
