namespace DockerNet.Engine;

/// <summary>
/// Gives a volume another name, which the engine cannot: it is copied under the new name, the containers that mount it are replaced by ones
/// that mount the copy, and it is removed. Whatever fails before the removal, all of it is undone.
/// </summary>
/// <remarks>The containers stand still from before the copy until they have it: what they write at their end is copied too.</remarks>
internal sealed class VolumeRename(EngineConnection engine, Volume volume, string name)
{
    private readonly Volumes _volumes = new(engine);
    private readonly Containers _containers = new(engine);

    /// <param name="withContainers">Whether containers that mount the volume are stopped and replaced; otherwise they are a failure.</param>
    /// <param name="copied">Hears the bytes copied so far.</param>
    /// <param name="cancellationToken">Breaks it off, with everything undone.</param>
    public async Task<Volume> RunAsync(bool withContainers, Action<long> copied, CancellationToken cancellationToken)
    {
        VolumeFill.CheckEngine(engine, volume.Name);
        if (volume.Users.Count > 0 && !withContainers)
        {
            throw VolumeError.NotRenamed(volume.Name, volume.Users);
        }

        var users = await UsersAsync(cancellationToken).ConfigureAwait(false);
        var (stopped, moved) = (new List<Container>(), new List<Container>());
        Volume? renamed = null;
        try
        {
            foreach (var user in users.Where(user => user.State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting))
            {
                stopped.Add(user);
                await _containers.StopAsync(user, null, cancellationToken).ConfigureAwait(false);
            }

            renamed = await _volumes.CopyAsync(volume, _volumes, volume.AsConfig() with { Name = name }, copied, cancellationToken).ConfigureAwait(false);
            foreach (var user in users)
            {
                moved.Add(user);
                await MoveAsync(user, volume.Name, name, cancellationToken).ConfigureAwait(false);
            }

            await StartAsync(stopped, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException)
        {
            await UndoAsync(stopped, moved, renamed).ConfigureAwait(false);
            throw;
        }

        await RemoveOldAsync(renamed, users.Count > 0).ConfigureAwait(false);
        return await _volumes.GetAsync(name, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>The containers that mount the volume, those after others that have its mounts from them; all of them can be replaced.</summary>
    private async Task<IReadOnlyList<Container>> UsersAsync(CancellationToken cancellationToken)
    {
        var users = new List<(Container Container, bool Borrows)>();
        foreach (var id in volume.Users.Select(user => user.ContainerId).Distinct(StringComparer.Ordinal))
        {
            var container = await _containers.GetAsync(id, cancellationToken).ConfigureAwait(false);
            var config = await _containers.GetConfigAsync(container, keepVolumes: true, cancellationToken).ConfigureAwait(false);
            if (config.AutoRemove)
            {
                throw VolumeError.UserRemovesItself(volume.Name, container.Name);
            }

            await ContainerReplacement.PlanAsync(engine, container, before => Changed(before, volume.Name, name), new(), cancellationToken).ConfigureAwait(false);
            users.Add((container, config.VolumesFrom.Count > 0));
        }

        return [.. users.OrderBy(user => user.Borrows).Select(user => user.Container)];
    }

    private async Task MoveAsync(Container user, string from, string to, CancellationToken cancellationToken)
    {
        // By its name: replacing another one may have replaced this one too.
        var container = await _containers.GetAsync(user.Name, cancellationToken).ConfigureAwait(false);
        if (container.Mounts.Any(mount => mount.Volume == from))
        {
            var plan = await ContainerReplacement.PlanAsync(engine, container, config => Changed(config, from, to), new(), cancellationToken).ConfigureAwait(false);
            await plan.RunAsync(null, cancellationToken).ConfigureAwait(false);
        }
    }

    private static ContainerConfig Changed(ContainerConfig config, string from, string to) => config with
    {
        Mounts = [.. config.Mounts.Select(mount => mount.Type is MountType.Volume && mount.Source == from ? mount with { Source = to } : mount)],
    };

    private async Task StartAsync(IEnumerable<Container> stopped, CancellationToken cancellationToken)
    {
        foreach (var user in stopped)
        {
            await _containers.StartAsync(await _containers.GetAsync(user.Name, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What cannot be undone is left: the first failure is the one to tell, and the volume itself was not touched.</summary>
    private async Task UndoAsync(List<Container> stopped, List<Container> moved, Volume? renamed)
    {
        foreach (var user in Enumerable.Reverse(moved))
        {
            await TryAsync(() => MoveAsync(user, name, volume.Name, CancellationToken.None)).ConfigureAwait(false);
        }

        foreach (var user in stopped)
        {
            await TryAsync(() => StartAsync([user], CancellationToken.None)).ConfigureAwait(false);
        }

        if (renamed is not null)
        {
            await TryAsync(() => _volumes.RemoveAsync(renamed, withContainers: false, CancellationToken.None)).ConfigureAwait(false);
        }
    }

    /// <summary>Removes the old volume. Both are whole by now: what is begun here is not broken off any more.</summary>
    private async Task RemoveOldAsync(Volume renamed, bool isUsed)
    {
        try
        {
            await _volumes.RemoveAsync(volume, withContainers: false, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerNetException e)
        {
            // Only one that is in use is surely still whole. Otherwise it may be going or gone, and the new one is all there is.
            var isThere = await _volumes.FindRowAsync(volume.Name, CancellationToken.None).ConfigureAwait(false) is not null;
            if (isThere && e.ErrorId is "VolumeInUse" && !isUsed)
            {
                await _volumes.RemoveAsync(renamed, withContainers: false, CancellationToken.None).ConfigureAwait(false);
            }

            if (isThere)
            {
                throw;
            }
        }
    }

    private static async Task TryAsync(Func<Task> undo)
    {
        try
        {
            await undo().ConfigureAwait(false);
        }
        catch (DockerNetException)
        {
            // The others go on.
        }
    }
}
