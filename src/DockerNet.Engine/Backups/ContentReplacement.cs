using System.Formats.Tar;
using System.Text.Json.Nodes;

namespace DockerNet.Engine.Backups;

/// <summary>Replaces the content of a volume that is there: whole, or not at all.</summary>
/// <remarks>
/// The engine has no call that clears a volume, and one that a container mentions can be neither removed nor made again. But a helper that
/// mounts the folder of a volume's data can be sent an archive, and what an archive has in the place of a folder replaces it. So: the old
/// content is copied to a volume of its own (<see cref="KeptContent"/>); a journal says that the replacement begins; the folder is replaced by
/// an empty one and filled anew; the journal goes, and then the old content. After a failure, or by the next operation on volumes after a
/// client was killed, the old content is put back.
/// </remarks>
internal sealed class ContentReplacement
{
    private const string ParentPath = "/parent";

    /// <summary>How long putting back may stand still before it is left to the next operation. Nobody can stop it.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    private readonly EngineConnection _engine;
    private readonly JsonObject _row;
    private readonly KeptContent _kept;

    private ContentReplacement(EngineConnection engine, JsonObject row, KeptContent kept) => (_engine, _row, _kept) = (engine, row, kept);

    /// <summary>Replaces the content.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="volume">The volume, with its users.</param>
    /// <param name="fill">Fills the volume, with what takes an archive whose names begin with <see cref="VolumeFill.Folder"/>.</param>
    /// <param name="cancellationToken">Breaks it off, with everything as it was.</param>
    /// <exception cref="DockerNetException"><c>VolumeInUse</c>, <c>VolumeNotReplaceable</c>, <c>VolumeNotPutBack</c>, or what <paramref name="fill"/> throws.</exception>
    public static async Task RunAsync(EngineConnection engine, Volume volume, Func<Func<Stream, Task>, Task> fill, CancellationToken cancellationToken)
    {
        VolumeFill.CheckEngine(engine, volume.Name);
        Refuse(volume);
        var row = await new Volumes(engine).FindRowAsync(volume.Name, cancellationToken).ConfigureAwait(false) ?? throw ResourceError.NotFound(ResourceKind.Volume, volume.Name, engine.Name);
        await new AbandonedHelpers(engine).RemoveAsync(cancellationToken).ConfigureAwait(false);
        var owner = HelperOwner.Begin();
        try
        {
            await new ContentReplacement(engine, row, new(owner, volume.Name)).RunAsync(fill, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            owner.End();
        }
    }

    /// <summary>Gives volumes back the old content that killed clients took, and removes what they kept.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="rows">The volumes of DockerNet's own.</param>
    public static async Task UndoAbandonedAsync(EngineConnection engine, IReadOnlyList<JsonObject> rows)
    {
        var journals = rows.Select(KeptContent.OfJournal).OfType<KeptContent>().ToList();
        foreach (var row in rows)
        {
            if (KeptContent.OfKept(row) is { } kept && kept.Owner.IsGone(FillJournal.CreationOf(row)))
            {
                if (journals.Contains(kept))
                {
                    await UndoAsync(engine, kept).ConfigureAwait(false);
                }
                else
                {
                    // It was still being copied, or is no longer needed.
                    await RemoveVolumeAsync(engine, kept.Volume, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }

        // What a client left between its last two steps.
        foreach (var journal in journals.Where(journal => journal.Owner.IsGone(DateTimeOffset.UtcNow) && !rows.Any(row => KeptContent.OfKept(row) == journal)))
        {
            await RemoveVolumeAsync(engine, journal.Journal, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private static void Refuse(Volume volume)
    {
        var running = volume.Users.Where(user => user.State is not (ContainerState.Created or ContainerState.Exited or ContainerState.Dead)).Select(user => user.Container).Distinct(StringComparer.Ordinal).ToList();
        if (running.Count > 0)
        {
            throw BackupError.InUse(volume.Name, running);
        }

        if (volume.Driver != "local" || volume.Options.Count > 0 || volume.Mountpoint.LastIndexOf('/') <= 0)
        {
            throw BackupError.NotReplaceable(volume.Name, volume.Driver);
        }
    }

    private async Task RunAsync(Func<Func<Stream, Task>, Task> fill, CancellationToken cancellationToken)
    {
        try
        {
            await CreateVolumeAsync(_kept.Volume, KeptContent.KeepsLabel, cancellationToken).ConfigureAwait(false);
            // It holds the old content all the time: nobody's prune takes a volume that a container mounts.
            await using var keeper = await HelperAsync(Whole(_kept.Volume), _kept.Owner, cancellationToken).ConfigureAwait(false);
            await using (var old = await HelperAsync(Whole(_kept.Target) with { ReadOnly = true }, _kept.Owner, cancellationToken).ConfigureAwait(false))
            {
                await CopyAsync(old, keeper, cancellationToken).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            await CreateVolumeAsync(_kept.Journal, KeptContent.ReplacesLabel, cancellationToken).ConfigureAwait(false);
            try
            {
                await ClearAsync(_kept.Owner, cancellationToken).ConfigureAwait(false);
                await using (var helper = await HelperAsync(Whole(_kept.Target), _kept.Owner, cancellationToken).ConfigureAwait(false))
                {
                    await fill(archive => helper.PutArchiveAsync("/", archive, cancellationToken)).ConfigureAwait(false);
                }

                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (Exception failure)
            {
                await PutBackAsync(keeper, failure).ConfigureAwait(false);
                throw;
            }

            // From here on the new content counts.
            using var grace = new CancellationGrace(cancellationToken);
            await RemoveVolumeAsync(_engine, _kept.Journal, grace.Token).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "VolumeNotPutBack")
        {
            throw;
        }
        catch
        {
            await TryForgetAsync(cancellationToken).ConfigureAwait(false);
            throw;
        }

        await TryForgetAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PutBackAsync(HelperContainer keeper, Exception failure)
    {
        try
        {
            await RefillAsync(keeper, _kept.Owner).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException)
        {
            // Journal and old content stay, for the next operation.
            throw BackupError.NotPutBack(_kept.Target, _kept.Volume, failure);
        }
    }

    private static async Task UndoAsync(EngineConnection engine, KeptContent kept)
    {
        var owner = HelperOwner.Begin();
        try
        {
            if (await new Volumes(engine).FindRowAsync(kept.Target, CancellationToken.None).ConfigureAwait(false) is { } row)
            {
                // Of several clients that come across it one puts it back: only one can have a container of that name.
                await using var keeper = await HelperContainer.CreateAsync(engine, [Whole(kept.Volume)], CancellationToken.None, owner, name: $"dockernet-puts-back-{kept.Owner.Id}").ConfigureAwait(false);
                var users = await new Containers(engine).ListAsync(new() { Volumes = [kept.Target] }, CancellationToken.None).ConfigureAwait(false);
                if (users.Any(container => container.State is not (ContainerState.Created or ContainerState.Exited or ContainerState.Dead)))
                {
                    // Somebody started one that uses it: under its feet nothing is changed. Later.
                    return;
                }

                await new ContentReplacement(engine, row, kept).RefillAsync(keeper, owner).ConfigureAwait(false);
            }

            await RemoveVolumeAsync(engine, kept.Journal, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            owner.End();
        }

        await RemoveVolumeAsync(engine, kept.Volume, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Removes what was kept; what cannot be removed now is removed by the next operation.</summary>
    private async Task TryForgetAsync(CancellationToken stop)
    {
        try
        {
            using var grace = new CancellationGrace(stop);
            await RemoveVolumeAsync(_engine, _kept.Journal, grace.Token).ConfigureAwait(false);
            await RemoveVolumeAsync(_engine, _kept.Volume, grace.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException)
        {
            // Later.
        }
    }

    /// <summary>Puts back what is kept.</summary>
    private async Task RefillAsync(HelperContainer keeper, HelperOwner owner)
    {
        using var stalled = new CancellationTokenSource(Stall);
        await ClearAsync(owner, stalled.Token).ConfigureAwait(false);
        await using var helper = await HelperAsync(Whole(_kept.Target), owner, stalled.Token).ConfigureAwait(false);
        await CopyAsync(keeper, helper, stalled.Token, _ => stalled.CancelAfter(Stall)).ConfigureAwait(false);
    }

    /// <summary>Replaces the folder of the volume's data by an empty one: in an archive a file comes in its place, and then a folder in that of the file.</summary>
    private async Task ClearAsync(HelperOwner owner, CancellationToken cancellationToken)
    {
        var folder = (string?)_row["Mountpoint"] ?? "";
        var slash = folder.LastIndexOf('/');
        await using var helper = await HelperAsync(new Mount { IsLong = true, Type = MountType.Bind, Source = folder[..slash], Target = ParentPath }, owner, cancellationToken).ConfigureAwait(false);
        using var archive = new MemoryStream();
        await using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, folder[(slash + 1)..]), cancellationToken).ConfigureAwait(false);
            await writer.WriteEntryAsync(new PaxTarEntry(TarEntryType.Directory, folder[(slash + 1)..] + "/") { Mode = (UnixFileMode)0b111_101_101 }, cancellationToken).ConfigureAwait(false);
        }

        archive.Position = 0;
        await helper.PutArchiveAsync(ParentPath, archive, cancellationToken).ConfigureAwait(false);
    }

    private static async Task CopyAsync(HelperContainer from, HelperContainer to, CancellationToken cancellationToken, Action<long>? copied = null)
    {
        await using var archive = await from.GetVolumeAsync(cancellationToken, copied).ConfigureAwait(false);
        await to.PutArchiveAsync("/", archive, cancellationToken).ConfigureAwait(false);
    }

    private static Mount Whole(string volume) => new() { IsLong = true, Type = MountType.Volume, Source = volume, Target = VolumeFill.Path, NoCopy = true };

    private Task<HelperContainer> HelperAsync(Mount mount, HelperOwner owner, CancellationToken cancellationToken) =>
        HelperContainer.CreateAsync(_engine, [mount], cancellationToken, owner);

    private async Task CreateVolumeAsync(string name, string label, CancellationToken cancellationToken)
    {
        using var grace = new CancellationGrace(cancellationToken);
        var labels = new JsonObject { [HelperOwner.Label] = _kept.Owner.ToString(), [label] = _kept.Target };
        await _engine.SendJsonAsync(HttpMethod.Post, "volumes/create", new JsonObject { ["Name"] = name, ["Labels"] = labels }, ResourceKind.Volume, _kept.Target, grace.Token).ConfigureAwait(false);
    }

    private static async Task RemoveVolumeAsync(EngineConnection engine, string name, CancellationToken cancellationToken)
    {
        try
        {
            await engine.SendJsonAsync(HttpMethod.Delete, $"volumes/{name}", null, ResourceKind.Volume, name, cancellationToken, HelperContainer.RemovalPatience).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "VolumeNotFound")
        {
            // The aim is reached.
        }
    }
}
