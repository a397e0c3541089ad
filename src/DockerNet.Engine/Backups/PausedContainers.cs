using System.Text.Json.Nodes;

namespace DockerNet.Engine.Backups;

/// <summary>The running containers that may write to a volume, held still while it is read. They go on when this is disposed; where the client
/// is killed before, the helper's label names them, and the next operation on volumes lets them go on.</summary>
internal sealed class PausedContainers : IAsyncDisposable
{
    /// <summary>The label of a helper that names the containers paused for it, by their ids.</summary>
    public const string Label = "dockernet.paused";

    private const int Attempts = 4;

    /// <summary>The same where the user has stopped the backup and waits.</summary>
    private const int StoppedAttempts = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly EngineConnection _engine;
    private readonly HelperContainer _helper;
    private readonly CancellationToken _stop;
    private readonly List<Container> _paused = [];

    private PausedContainers(EngineConnection engine, HelperContainer helper, CancellationToken stop) => (_engine, _helper, _stop) = (engine, helper, stop);

    /// <summary>The ids of those that are to be paused.</summary>
    public static IReadOnlyList<string> WritersOf(Volume volume) =>
        [.. volume.Users.Where(user => user is { State: ContainerState.Running, ReadOnly: false }).Select(user => user.ContainerId).Distinct(StringComparer.Ordinal)];

    /// <summary>Pauses them; a failure lets those paused already go on.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="ids">Their ids.</param>
    /// <param name="helper">The helper whose label names them. It stays where one of them could not be let go on: the next operation tries again.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<PausedContainers> PauseAsync(EngineConnection engine, IReadOnlyList<string> ids, HelperContainer helper, CancellationToken cancellationToken)
    {
        var paused = new PausedContainers(engine, helper, cancellationToken);
        var containers = new Containers(engine);
        try
        {
            foreach (var id in ids)
            {
                var container = await containers.GetAsync(id, cancellationToken).ConfigureAwait(false);
                // Resumed also where it failed: it may be paused all the same.
                paused._paused.Add(container);
                await containers.SuspendAsync(container, cancellationToken).ConfigureAwait(false);
            }

            return paused;
        }
        catch
        {
            await paused.TryResumeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Lets those that a killed client's helper names go on.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="label">The label's value.</param>
    public static async Task ResumeAsync(EngineConnection engine, string label)
    {
        foreach (var id in label.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                await engine.SendJsonAsync(HttpMethod.Post, $"containers/{id}/unpause", null as JsonNode, ResourceKind.Container, id, CancellationToken.None).ConfigureAwait(false);
            }
            catch (DockerNetException e) when (e.ErrorId is not ("EngineUnavailable" or "StreamBroken" or "EngineTimeout"))
            {
                // It is not paused, or gone.
            }
        }
    }

    /// <summary>Lets them go on.</summary>
    /// <exception cref="DockerNetException">One of them could not; the others were.</exception>
    public async ValueTask DisposeAsync()
    {
        if (await TryResumeAsync().ConfigureAwait(false) is { } failure)
        {
            throw failure;
        }
    }

    private async Task<DockerNetException?> TryResumeAsync()
    {
        DockerNetException? failure = null;
        foreach (var container in _paused)
        {
            failure = await InsistAsync(container).ConfigureAwait(false) ?? failure;
        }

        _paused.Clear();
        if (failure is not null)
        {
            _helper.Abandon();
        }

        return failure;
    }

    /// <summary>A container that stays frozen is an outage: one call that is lost on the way must not be the reason.</summary>
    private async Task<DockerNetException?> InsistAsync(Container container)
    {
        for (var attempt = 1; ; attempt++)
        {
            DockerNetException failure;
            try
            {
                using var grace = new CancellationGrace(_stop);
                await _engine.SendJsonAsync(HttpMethod.Post, $"containers/{container.Id}/unpause", null, ResourceKind.Container, container.Name, grace.Token, HelperContainer.RemovalPatience).ConfigureAwait(false);
                return null;
            }
            catch (DockerNetException e)
            {
                failure = e;
            }
            catch (OperationCanceledException e)
            {
                failure = EngineError.TimedOut(_engine.Name, CancellationGrace.Time, e);
            }

            // It may go on already, or have ended.
            if (await IsNotPausedAsync(container).ConfigureAwait(false))
            {
                return null;
            }

            if (attempt >= (_stop.IsCancellationRequested ? StoppedAttempts : Attempts))
            {
                return failure;
            }

            await Task.Delay(Pause * attempt).ConfigureAwait(false);
        }
    }

    private async Task<bool> IsNotPausedAsync(Container container)
    {
        try
        {
            using var limit = new CancellationGrace(_stop, HelperContainer.RemovalPatience);
            return (await new Containers(_engine).GetAsync(container.Id, limit.Token).ConfigureAwait(false)).State is not ContainerState.Paused;
        }
        catch (DockerNetException e)
        {
            return e.ErrorId is "ContainerNotFound";
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
