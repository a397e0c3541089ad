namespace DockerNet.Engine;

/// <summary>Replacing containers by ones that differ from them.</summary>
public sealed class Replacements
{
    private readonly EngineConnection _engine;

    internal Replacements(EngineConnection engine) => _engine = engine;

    /// <summary>Plans to replace a container; nothing is changed yet.</summary>
    /// <param name="container">The container.</param>
    /// <param name="change">Makes its new configuration of the one it has.</param>
    /// <param name="options">How to do it.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException">What stands against it: <c>PortInUse</c>, <c>ImageNotFound</c>, <c>ContainerFilesChanged</c>, <c>ReplacementUnfinished</c>, ….</exception>
    public Task<ContainerReplacement> PlanAsync(Container container, Func<ContainerConfig, ContainerConfig> change, ReplacementOptions options, CancellationToken cancellationToken) =>
        ContainerReplacement.PlanAsync(_engine, container, change, options, cancellationToken);

    /// <summary>The name of the image to pull for a container that is to run the newest one.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ContainerRunsSnapshot</c>: it runs an image that no registry has.</exception>
    public async Task<string> ImageToPullAsync(Container container, CancellationToken cancellationToken)
    {
        var image = (await new Containers(_engine).GetConfigAsync(container, keepVolumes: true, cancellationToken).ConfigureAwait(false)).Image;
        return ReplacementMark.IsOnSnapshot(container) ? throw ReplacementError.RunsSnapshot(container.Name, image) : image;
    }

    /// <summary>The replacements that were broken off: their client was killed, or could not undo them. One that is under way looks the same.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<UnfinishedReplacement>> FindUnfinishedAsync(CancellationToken cancellationToken)
    {
        var found = new List<UnfinishedReplacement>();
        foreach (var group in await ReplacementGroup.FindAsync(new(_engine), cancellationToken).ConfigureAwait(false))
        {
            var complete = group.PastReturn || await group.IsCompleteAsync(cancellationToken).ConfigureAwait(false);
            found.Add(new(group, group.ContainerNames, complete, _engine.Name));
        }

        return found;
    }

    /// <summary>Finishes or undoes a replacement that was broken off.</summary>
    /// <param name="unfinished">The replacement.</param>
    /// <param name="finish">Whether to finish it; past the point of return that is all that can be done.</param>
    /// <param name="cancellationToken">Stops the last call; the repair itself is not broken off.</param>
    /// <returns>The containers as they then are.</returns>
    public async Task<IReadOnlyList<Container>> RepairAsync(UnfinishedReplacement unfinished, bool finish, CancellationToken cancellationToken)
    {
        if (finish || unfinished.Group.PastReturn)
        {
            await unfinished.Group.FinishAsync().ConfigureAwait(false);
        }
        else
        {
            await unfinished.Group.UndoAsync().ConfigureAwait(false);
        }

        var containers = new List<Container>();
        foreach (var name in unfinished.Containers)
        {
            // One that was removed meanwhile is none to tell of.
            if (await new Containers(_engine).FindNamedAsync(name, cancellationToken).ConfigureAwait(false) is { } container)
            {
                containers.Add(container);
            }
        }

        return containers;
    }
}
