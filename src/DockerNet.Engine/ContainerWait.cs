using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Waits for one container, on the engine's events: nothing is asked over and over.</summary>
internal sealed class ContainerWait(EngineConnection engine, Container container, ContainerCondition condition)
{
    private readonly Containers _containers = new(engine);
    private readonly EngineEvents _events = new(engine);
    private int? _exitCode = container.ExitCode;

    public async Task<Container> RunAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(timeout ?? Timeout.InfiniteTimeSpan);
        var last = container;
        try
        {
            // What happens from here on is told, also what happens before the first look.
            var query = new EventQuery
            {
                Follow = true,
                Since = await _events.NowAsync(limited.Token).ConfigureAwait(false),
                Filters = new Dictionary<string, IReadOnlyCollection<string>> { ["type"] = ["container"], ["container"] = [container.Id] },
            };
            (last, var reached) = await LookAsync(ended: false, limited.Token).ConfigureAwait(false);
            if (reached)
            {
                return last;
            }

            await foreach (var happened in _events.ReadAsync(query, limited.Token).ConfigureAwait(false))
            {
                if (happened.Action is "die" && happened.Attributes.TryGetValue("exitCode", out var code) && int.TryParse(code, out var number))
                {
                    _exitCode = number;
                }

                // Commands in the container tell events too, and change nothing.
                if (!happened.Action.StartsWith("exec_", StringComparison.Ordinal))
                {
                    (last, reached) = await LookAsync(ended: happened.Action is "die", limited.Token).ConfigureAwait(false);
                    if (reached)
                    {
                        return last;
                    }
                }
            }

            throw EngineError.StreamBroken(engine.Name, "the engine ended the stream of events.", container.Name);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw ContainerError.WaitTimedOut(last, condition, timeout!.Value);
        }
    }

    private async Task<(Container Container, bool Reached)> LookAsync(bool ended, CancellationToken cancellationToken)
    {
        Container now;
        try
        {
            // An end that was told just before the events are listened to is seen only so, and so is one that is told now.
            now = await _containers.GetSettledAsync(container.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return condition is ContainerCondition.Removed or ContainerCondition.Exited
                ? (container with { State = ContainerState.Exited, Status = "Removed", ExitCode = _exitCode }, true)
                : throw ContainerError.WaitFailed(container, condition, "it was removed.");
        }

        var over = now.State is ContainerState.Exited or ContainerState.Dead;
        switch (condition)
        {
            case ContainerCondition.Running:
                return (now, now.State is ContainerState.Running);
            case ContainerCondition.Exited:
                return (now, over);
            case ContainerCondition.Healthy when now.State is ContainerState.Running && now.Health is ContainerHealth.None && !await HasCheckAsync(cancellationToken).ConfigureAwait(false):
                throw ContainerError.WaitFailed(now, condition, "it has no health check.");
            case ContainerCondition.Healthy when now.Health is ContainerHealth.Unhealthy:
                throw ContainerError.WaitFailed(now, condition, await LastProbeAsync(cancellationToken).ConfigureAwait(false));
            case ContainerCondition.Healthy when ended && over:
                throw ContainerError.WaitFailed(now, condition, $"it ended with exit code {now.ExitCode}.");
            case ContainerCondition.Healthy:
                return (now, now.State is ContainerState.Running && now.Health is ContainerHealth.Healthy);
            default:
                return (now, false);
        }
    }

    /// <summary>The list may not tell yet of the health of a container that has just started.</summary>
    private async Task<bool> HasCheckAsync(CancellationToken cancellationToken) =>
        (await InspectAsync(cancellationToken).ConfigureAwait(false))["State"]?["Health"] is JsonObject;

    private async Task<string> LastProbeAsync(CancellationToken cancellationToken)
    {
        var log = (await InspectAsync(cancellationToken).ConfigureAwait(false))["State"]?["Health"]?["Log"] as JsonArray ?? [];
        return log.Count == 0 ? "it is unhealthy." : $"it is unhealthy, the last check ended with exit code {log[^1]?["ExitCode"]}: {((string?)log[^1]?["Output"] ?? "").Trim()}";
    }

    private Task<JsonNode> InspectAsync(CancellationToken cancellationToken) =>
        engine.GetJsonAsync($"containers/{container.Id}/json", ResourceKind.Container, container.Name, cancellationToken);
}
