namespace DockerNet.Engine;

/// <summary>
/// Makes a volume that is whole or not there: it is created under its final name, filled, and counts as there only when
/// <see cref="CompleteAsync"/> was called. Disposed without that, or left by a client that was killed, it is removed.
/// </summary>
/// <remarks>
/// Volumes cannot be renamed, so one cannot be filled under another name first. Instead a journal (<see cref="FillJournal"/>) is written before
/// the volume is created and removed when it is complete: DockerNet shows no volume that has one. The order of the steps makes every moment
/// one of two: journal there, then the volume is nobody's yet; or no journal, then it is whole.
/// </remarks>
internal sealed class VolumeFill : IAsyncDisposable
{
    /// <summary>Where the helper has the volume; names in the archives that it gives begin with <see cref="Folder"/>.</summary>
    public const string Path = "/volume";

    /// <summary>The first part of the names in an archive of <see cref="Path"/>.</summary>
    public const string Folder = "volume";

    private readonly EngineConnection _engine;
    private readonly HelperOwner _owner;
    private readonly FillJournal _journal;
    private readonly CancellationToken _stop;
    private HelperContainer? _helper;
    private bool _complete;

    /// <summary>Whether a volume of the name is not this one's to remove.</summary>
    private bool _isForeign;

    private VolumeFill(EngineConnection engine, HelperOwner owner, FillJournal journal, CancellationToken stop) => (_engine, _owner, _journal, _stop) = (engine, owner, journal, stop);

    /// <summary>The container that has the new volume at <see cref="Path"/>.</summary>
    public HelperContainer Helper => _helper!;

    /// <summary>Refuses Podman. Of a whole volume it leaves the folder out of the names, and what is written from above a mount goes past
    /// it: what is copied so would be lost without a word.</summary>
    /// <exception cref="DockerNetException"><c>NotSupportedByEngine</c>.</exception>
    public static void CheckEngine(EngineConnection engine, string? volume)
    {
        if (engine.IsPodman)
        {
            throw EngineError.NotSupported($"Podman at '{engine.Name}' neither gives nor takes a whole volume as Docker Engine does.", volume, "Copy its files with Copy-DockerVolumeItem, or use podman volume export and import.");
        }
    }

    /// <summary>Creates the volume.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="config">The volume; it has a name.</param>
    /// <param name="cancellationToken">Stops it, with nothing left.</param>
    /// <exception cref="DockerNetException"><c>VolumeExists</c>, <c>VolumeBeingFilled</c>, <c>DriverNotFound</c>, or the engine's refusal.</exception>
    public static async Task<VolumeFill> BeginAsync(EngineConnection engine, VolumeConfig config, CancellationToken cancellationToken)
    {
        CheckEngine(engine, config.Name);
        var (name, volumes) = (config.Name!, new Volumes(engine));
        VolumeFill? fill = null;
        await new AbandonedHelpers(engine).RemoveAsync(cancellationToken).ConfigureAwait(false);
        await RefuseExistingAsync().ConfigureAwait(false);
        var owner = HelperOwner.Begin();
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using (var grace = new CancellationGrace(cancellationToken))
            {
                fill = new(engine, owner, await FillJournal.WriteAsync(engine, owner, name, grace.Token).ConfigureAwait(false), cancellationToken) { _isForeign = true };
            }

            // Once more, now that others see the journal: of two clients that want the name at once, none gets what the other is filling.
            await RefuseExistingAsync().ConfigureAwait(false);
            fill._isForeign = false;
            fill._helper = await HelperContainer.CreateAsync(
                engine,
                [new Mount { IsLong = true, Type = MountType.Volume, Source = name, Target = Path, NoCopy = true, VolumeDriver = config.Driver, VolumeOptions = config.Options, VolumeLabels = config.Labels }],
                cancellationToken,
                owner).ConfigureAwait(false);
            return fill;
        }
        catch
        {
            if (fill is not null)
            {
                await fill.DisposeAsync().ConfigureAwait(false);
            }

            owner.End();
            throw;
        }

        async Task RefuseExistingAsync()
        {
            if ((await volumes.JournalsOfAsync(name, cancellationToken).ConfigureAwait(false)).Any(other => other.Owner != fill?._owner))
            {
                throw VolumeError.BeingFilled(name, engine.Name);
            }

            if (await volumes.FindRowAsync(name, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw VolumeError.Exists(name, engine.Name);
            }
        }
    }

    /// <summary>Fills the volume with an archive.</summary>
    /// <param name="archive">A tar archive whose names begin with <see cref="Folder"/>, as <see cref="HelperContainer.GetVolumeAsync"/> gives it.</param>
    /// <param name="cancellationToken">Breaks it off.</param>
    public Task PutAsync(Stream archive, CancellationToken cancellationToken) => Helper.PutArchiveAsync("/", archive, cancellationToken);

    /// <summary>Says that the volume is complete; from then on it is there.</summary>
    public async Task<Volume> CompleteAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await Helper.DisposeAsync().ConfigureAwait(false);
        using (var grace = new CancellationGrace(cancellationToken))
        {
            await _journal.RemoveAsync(_engine, grace.Token).ConfigureAwait(false);
        }

        _complete = true;
        return await new Volumes(_engine).GetAsync(_journal.Target, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var grace = new CancellationGrace(_stop, HelperContainer.RemovalPatience);
            if (_isForeign)
            {
                await _journal.RemoveAsync(_engine, grace.Token).ConfigureAwait(false);
            }
            else if (!_complete)
            {
                if (_helper is not null)
                {
                    await _helper.DisposeAsync().ConfigureAwait(false);
                }

                await _journal.RemoveTargetAsync(_engine, grace.Token).ConfigureAwait(false);
                await _journal.RemoveAsync(_engine, grace.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException)
        {
            // The journal stays, and with it the next operation undoes it.
        }
        finally
        {
            _owner.End();
        }
    }
}
