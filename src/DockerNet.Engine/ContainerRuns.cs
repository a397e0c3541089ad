using System.Net.Http.Json;
using System.Text.Json;
using Docker.DotNet;

namespace DockerNet.Engine;

/// <summary>Containers that are run and attended to, as <c>docker run</c> does. Source: ContainerAttach and ContainerWait of the engine API.</summary>
public sealed class ContainerRuns
{
    /// <summary>How long a container whose output has ended may take to end itself before it is looked at whether it goes on.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(500);

    private readonly EngineConnection _engine;
    private readonly Containers _containers;

    internal ContainerRuns(EngineConnection engine) => (_engine, _containers) = (engine, new(engine));

    /// <summary>Creates a container, connects to it, and starts it: nothing that it writes is missed. If a step fails, nothing is left of it.</summary>
    /// <param name="config">The container; one that is interactive takes input.</param>
    /// <param name="detachKeys">The keys that leave it without ending it; null for the engine's own.</param>
    /// <param name="pull">Hears how far the pull of the image is, if there is one.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ContainerCommandNotFound</c>, <c>ContainerCommandNotExecutable</c>, or what creation and start may fail with.</exception>
    public async Task<RunningCommand> StartAsync(ContainerConfig config, string? detachKeys, IProgress<PullProgress>? pull, CancellationToken cancellationToken)
    {
        var container = await _containers.CreateAsync(config with { InteractiveOnce = config.Interactive }, start: false, pull, cancellationToken).ConfigureAwait(false);
        Transport.EngineStream? stream = null;
        var waiting = Task.FromResult(0);
        try
        {
            var attach = $"containers/{container.Id}/attach?stream=1&stdout=1&stderr=1&stdin={(config.Interactive ? 1 : 0)}{(detachKeys is null ? "" : $"&detachKeys={Uri.EscapeDataString(detachKeys)}")}";
            stream = await _engine.UpgradeAsync(attach, null, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
            var ending = await WaitAsync(container, "next-exit", cancellationToken).ConfigureAwait(false);
            waiting = ExitCodeAsync(ending, container, config.AutoRemove, cancellationToken);
            await _containers.StartAsync(container, cancellationToken).ConfigureAwait(false);
            return new(
                _engine,
                container,
                stream,
                config.Tty,
                (toTheEnd, token) => ExitCodeAsync(waiting, container, toTheEnd, token),
                (size, token) => _engine.SendJsonAsync(HttpMethod.Post, $"containers/{container.Id}/resize?h={size.Height}&w={size.Width}", null, ResourceKind.Container, container.Name, token));
        }
        catch (Exception e)
        {
            stream?.Dispose();
            await _containers.DiscardAsync(container.Id).ConfigureAwait(false);
            // Nobody asks any more how it ended.
            _ = waiting.ContinueWith(ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            if (e is DockerNetException { InnerException: DockerApiException refused } && EngineFailure.Words(refused.ResponseBody) is { } words && CommandFailure.ExitCodeOfStart(words) is { } exitCode)
            {
                throw CommandFailure.Of(container.Name, [.. config.Entrypoint ?? [], .. config.Command], exitCode, words, refused);
            }

            throw;
        }
    }

    /// <summary>Ends a run whose user has left: the container is removed, or, where it is to be kept, killed.</summary>
    /// <exception cref="DockerNetException">The engine's refusal.</exception>
    public async Task EndAsync(Container container, bool remove, CancellationToken cancellationToken)
    {
        try
        {
            if (remove)
            {
                await _containers.RemoveAsync(container, force: true, removeVolumes: true, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _containers.StopAsync(container, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            // It has ended by itself.
        }
    }

    /// <summary>The answer to a wait comes in two parts: its head at once, so that the wait is sure to be there before the start.</summary>
    private async Task<HttpResponseMessage> WaitAsync(Container container, string condition, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"containers/{container.Id}/wait?condition={condition}", UriKind.Relative));
        return await _engine.SendAsync(request, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How it ended, told when it is gone where it goes by itself. The wait for that does not tell: Podman says 0 there.</summary>
    private async Task<int> ExitCodeAsync(HttpResponseMessage ending, Container container, bool removesItself, CancellationToken cancellationToken)
    {
        var exitCode = await ReadExitCodeAsync(ending, container, cancellationToken).ConfigureAwait(false);
        if (removesItself)
        {
            try
            {
                await ReadExitCodeAsync(await WaitAsync(container, "removed", cancellationToken).ConfigureAwait(false), container, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
            {
                // Gone already.
            }
        }

        return exitCode;
    }

    private async Task<int> ReadExitCodeAsync(HttpResponseMessage ending, Container container, CancellationToken cancellationToken)
    {
        using (ending)
        {
            var answer = await _engine.CallAsync(
                (_, token) => ending.Content.ReadFromJsonAsync<JsonElement>(token),
                ResourceKind.Container,
                container.Name,
                cancellationToken,
                Timeout.InfiniteTimeSpan).ConfigureAwait(false);
            return answer.Object("Error").Text("Message") is { Length: > 0 } words
                ? throw EngineError.Fault(words, container.Name)
                : (int)(answer.Number("StatusCode") ?? 0);
        }
    }

    private async Task<int?> ExitCodeAsync(Task<int> waiting, Container container, bool toTheEnd, CancellationToken cancellationToken)
    {
        while (!toTheEnd && await Task.WhenAny(waiting, Task.Delay(Moment, cancellationToken)).ConfigureAwait(false) != waiting)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await StateAsync(container, cancellationToken).ConfigureAwait(false) is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting)
            {
                return null;
            }
        }

        return await waiting.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<ContainerState> StateAsync(Container container, CancellationToken cancellationToken)
    {
        try
        {
            return (await _containers.GetAsync(container.Id, cancellationToken).ConfigureAwait(false)).State;
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return ContainerState.Removing;
        }
    }
}
