using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>
/// Replaces a container by one that differs from it: what the engine cannot change of an existing container. The plan is made first;
/// running it changes the engine step by step, and whatever fails, all of it is undone: the original is as it was, same id and all.
/// </summary>
/// <remarks>
/// The undoing does not go by what was done but by what is there (<see cref="ReplacementGroup"/>): after a broken connection nobody
/// knows which calls had their effect. So the same code repairs what a killed client left.
/// Containers that need this one (its network or another namespace, a link) are replaced with it.
/// </remarks>
public sealed class ContainerReplacement
{
    private const int RecoveryAttempts = 3;

    private readonly ReplacementCalls _calls;
    private readonly ReplacementOptions _options;
    private readonly string _group;
    private readonly IReadOnlyList<ReplacedContainer> _members;
    private readonly List<ReplacementStep> _steps;
    private readonly int _stepsBack;

    private ContainerReplacement(ReplacementCalls calls, ReplacementOptions options, string group, IReadOnlyList<ReplacedContainer> members)
    {
        (_calls, _options, _group, _members) = (calls, options, group, members);
        var journal = new ReplacementJournal(group, [.. members.Select(member => member.Noted)], options.KeepOriginal);
        _steps = [new($"Note what is done in the volume '{journal.Volume}'", token => journal.WriteAsync(calls.Engine, token)), .. members.Reverse().SelectMany(member => member.ClearSteps()), .. members.SelectMany(member => member.SucceedSteps(members))];
        _stepsBack = _steps.Count;
        _steps.AddRange(members.Reverse().Select(member => member.EndStep()));
        _steps.Add(new($"Remove the volume '{journal.Volume}'", token => ReplacementJournal.RemoveAsync(calls.Engine, group, token)));
    }

    /// <summary>What is going to be done, in order.</summary>
    public IReadOnlyList<string> Steps => [.. _steps.Select(step => step.Description)];

    /// <summary>The names of the containers that are replaced, the one asked for first.</summary>
    public IReadOnlyList<string> Containers => [.. _members.Select(member => member.Name)];

    /// <summary>What could not be kept, in words.</summary>
    public IReadOnlyList<string> Warnings => [.. _members.SelectMany(member => member.Warnings)];

    /// <summary>Does it.</summary>
    /// <param name="progress">Told of each step before it: its words, its number from 0, and how many there are.</param>
    /// <param name="cancellationToken">Breaks it off, with everything undone.</param>
    /// <returns>The new container.</returns>
    /// <exception cref="DockerNetException">The step's failure; <c>ReplacementUnfinished</c> where it could not be undone.</exception>
    public async Task<Container> RunAsync(Action<string, int, int>? progress, CancellationToken cancellationToken)
    {
        Container? successor = null;
        using var late = new CancellationTokenSource();
        await using var stopping = cancellationToken.Register(() => late.CancelAfter(_options.Grace)).ConfigureAwait(false);
        try
        {
            for (var i = 0; i < _steps.Count; i++)
            {
                if (i == _stepsBack)
                {
                    // Read before the point of no return, so that nothing can fail after it.
                    successor = await new Containers(_calls.Engine).GetAsync(_members[0].SuccessorId!, cancellationToken).ConfigureAwait(false);
                }

                cancellationToken.ThrowIfCancellationRequested();
                progress?.Invoke(_steps[i].Description, i, _steps.Count);
                await _steps[i].RunAsync(late.Token).ConfigureAwait(false);
            }

            return successor!;
        }
        catch (Exception e) when (_options.Recover && e is DockerNetException or OperationCanceledException)
        {
            var finished = await RecoverAsync(e).ConfigureAwait(false);
            if (e is not DockerNetException failure)
            {
                throw;
            }

            return finished ? successor! : throw ReplacementError.Undone(_members[0].Name, failure);
        }
    }

    internal static async Task<ContainerReplacement> PlanAsync(
        EngineConnection engine,
        Container container,
        Func<ContainerConfig, ContainerConfig> change,
        ReplacementOptions options,
        CancellationToken cancellationToken)
    {
        if (engine.IsPodman)
        {
            // It tells other settings than it takes, and of volumes too little to know them again: their files would not come along.
            throw EngineError.NotSupported($"Podman at '{engine.Name}' does not tell enough of the container '{container.Name}' to make it again as it is.", container.Name, "Remove it, and make it anew with New-Container.");
        }

        var calls = new ReplacementCalls(engine);
        if (ReplacedName.Parse(container.Name) is { } aside)
        {
            throw ReplacementError.Unfinished(aside.Name, null);
        }

        var group = Guid.NewGuid().ToString("N")[..8];
        var members = new List<ReplacedContainer>();
        foreach (var (inspect, isTarget) in await NeedingAsync(calls, container, cancellationToken).ConfigureAwait(false))
        {
            members.Add(await ReadAsync(calls, inspect, isTarget ? change : config => config, isTarget ? options : options with { KeepOriginal = false, RefreshImage = false }, group, cancellationToken).ConfigureAwait(false));
        }

        return new(calls, options, group, members);
    }

    /// <summary>The container, and those that need it, each after those that it needs.</summary>
    private static async Task<IReadOnlyList<(JsonObject Inspect, bool IsTarget)>> NeedingAsync(ReplacementCalls calls, Container container, CancellationToken cancellationToken)
    {
        var rows = await calls.ListAsync(cancellationToken).ConfigureAwait(false);
        var all = (await Task.WhenAll(rows.Select(row => ReplacementCalls.IdOf(row)).Select(id => InspectAsync(id))).ConfigureAwait(false)).OfType<JsonObject>().ToList();
        var target = all.Find(inspect => ReplacementCalls.IdOf(inspect) == container.Id) ?? throw ResourceError.NotFound(ResourceKind.Container, container.Name, calls.Engine.Name);
        var needing = new List<JsonObject> { target };
        for (var i = 0; i < needing.Count; i++)
        {
            needing.AddRange(all.Where(other => !needing.Contains(other) && ContainerDependency.Needs(other, ReplacementCalls.IdOf(needing[i]), ReplacementCalls.NameOf(needing[i]))).ToList());
        }

        if (needing.Find(inspect => ReplacedName.Parse(ReplacementCalls.NameOf(inspect)) is not null) is { } unfinished)
        {
            throw ReplacementError.Unfinished(ReplacedName.Parse(ReplacementCalls.NameOf(unfinished))!.Value.Name, null);
        }

        return [.. ContainerDependency.InOrder(needing, ReplacementCalls.IdOf, ReplacementCalls.NameOf, inspect => inspect).Select(inspect => (inspect, inspect == target))];

        async Task<JsonObject?> InspectAsync(string id)
        {
            try
            {
                return await calls.InspectAsync(id, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
            {
                // Removed meanwhile.
                return null;
            }
        }
    }

    private static async Task<ReplacedContainer> ReadAsync(
        ReplacementCalls calls,
        JsonObject inspect,
        Func<ContainerConfig, ContainerConfig> change,
        ReplacementOptions options,
        string group,
        CancellationToken cancellationToken)
    {
        var containers = new Containers(calls.Engine);
        var existing = await containers.GetAsync(ReplacementCalls.IdOf(inspect), cancellationToken).ConfigureAwait(false);
        if (existing.State is ContainerState.Removing or ContainerState.Dead)
        {
            throw ResourceError.Busy(existing.Name, $"The container '{existing.Name}' is being removed.");
        }

        var config = await containers.GetConfigAsync(existing, keepVolumes: true, cancellationToken).ConfigureAwait(false);
        var changed = change(config);
        changed.Validate();
        if (options.KeepOriginal && changed.AutoRemove && existing.State is ContainerState.Running or ContainerState.Paused)
        {
            throw InputError.Invalid("ConflictingParameters", $"'{existing.Name}' removes itself at its end: it cannot be kept beside its successor.", existing.Name, "Leave out -KeepOriginal.");
        }

        var image = await ImageAsync(calls.Engine, changed.Image, cancellationToken).ConfigureAwait(false);
        var own = (string?)inspect["Image"];
        var asks = changed.Image != config.Image || options.RefreshImage;
        var changesImage = asks && image != own;
        if (image is null && asks)
        {
            throw ResourceError.NotFound(ResourceKind.Image, changed.Image, calls.Engine.Name);
        }

        var changes = options.DiscardChanges ? [] : await calls.ChangesAsync(inspect, cancellationToken).ConfigureAwait(false);
        var snapshot = ReplacementMark.IsOnSnapshot(existing) && !options.DiscardChanges ? existing.Image : null;
        if (changesImage && (changes.Count > 0 || snapshot is not null) && !options.KeepOriginal)
        {
            throw ReplacementError.FilesChanged(existing.Name, changes, snapshot);
        }

        // What does not run takes no port yet.
        if (existing.State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting)
        {
            await new Ports(calls.Engine).CheckFreeAsync(changed.Ports.Except(config.Ports), existing.Id, cancellationToken).ConfigureAwait(false);
        }

        return new(calls, options, group, inspect, asks || image == own ? changed : changed with { Image = own! })
        {
            ChangesImage = changesImage,
            Changes = changes,
        };
    }

    /// <summary>The id of an image; null where there is none of that name.</summary>
    private static async Task<string?> ImageAsync(EngineConnection engine, string image, CancellationToken cancellationToken)
    {
        try
        {
            return (await new Images(engine).GetAsync(image, cancellationToken).ConfigureAwait(false)).Id;
        }
        catch (DockerNetException e) when (e.ErrorId is "ImageNotFound")
        {
            return null;
        }
    }

    /// <summary>Undoes what was done, or finishes it where an original is gone already.</summary>
    /// <returns>Whether it was finished.</returns>
    private async Task<bool> RecoverAsync(Exception cause)
    {
        // What the engine was doing when the connection broke may have its effect only now: then it is found at the next attempt.
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SettleAsync().ConfigureAwait(false);
            }
            catch (DockerNetException e) when (attempt == RecoveryAttempts)
            {
                throw ReplacementError.Unfinished(_members[0].Name, cause is OperationCanceledException ? e.Message : $"{cause.Message} Undoing it failed too: {e.Message}", cause);
            }
            catch (DockerNetException)
            {
                // Once more, from what there is then.
            }
        }
    }

    private async Task<bool> SettleAsync()
    {
        var groups = await ReplacementGroup.InsistAsync(token => ReplacementGroup.FindAsync(_calls, token)).ConfigureAwait(false);
        if (groups.FirstOrDefault(group => group.Id == _group) is not { } left)
        {
            // Nothing was begun, or all is done.
            return !await ReplacementGroup.InsistAsync(IsThereAsync).ConfigureAwait(false);
        }

        if (left.PastReturn)
        {
            await left.FinishAsync().ConfigureAwait(false);
            return true;
        }

        foreach (var member in _members)
        {
            await member.SettleStopAsync().ConfigureAwait(false);
        }

        await left.UndoAsync().ConfigureAwait(false);
        return false;
    }

    /// <summary>Whether the original is in its place.</summary>
    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        try
        {
            return ReplacementCalls.NameOf(await _calls.InspectAsync(_members[0].Id, cancellationToken).ConfigureAwait(false)) == _members[0].Name;
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return false;
        }
    }
}
