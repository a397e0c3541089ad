using System.Text.Json.Nodes;
using DockerNet.Engine.Backups;

namespace DockerNet.Engine;

/// <summary>Volumes of an engine. Source: the Volume section of the engine API.</summary>
/// <remarks>A volume that DockerNet is just filling (<see cref="VolumeFill"/>), or that a killed client left half-filled, does not exist
/// here; the latter is removed when it is come across.</remarks>
public sealed class Volumes
{
    private readonly EngineConnection _engine;

    internal Volumes(EngineConnection engine) => _engine = engine;

    /// <summary>The volumes with their users, in the order of their names.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<IReadOnlyList<Volume>> ListAsync(CancellationToken cancellationToken)
    {
        var (rows, containers) = await ListRowsAsync(cancellationToken).ConfigureAwait(false);
        if (rows.Any(IsAbandoned) || containers.Any(IsAbandoned))
        {
            await new AbandonedHelpers(_engine).RemoveAsync(cancellationToken).ConfigureAwait(false);
            (rows, containers) = await ListRowsAsync(cancellationToken).ConfigureAwait(false);
        }

        var filled = rows.Select(FillJournal.Parse).OfType<FillJournal>().Select(journal => journal.Target).ToHashSet(StringComparer.Ordinal);
        return [.. rows
            .Where(row => !IsJournal(row) && !filled.Contains((string?)row["Name"] ?? ""))
            .Select(row => VolumeMapping.ToModel(row, containers, _engine.Name))
            .OrderBy(volume => volume.Name, StringComparer.Ordinal)];
    }

    /// <summary>One volume with its users.</summary>
    /// <param name="volume">Its name.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>VolumeNotFound</c>.</exception>
    public async Task<Volume> GetAsync(string volume, CancellationToken cancellationToken) =>
        await FindAsync(volume, cancellationToken).ConfigureAwait(false) ?? throw ResourceError.NotFound(ResourceKind.Volume, volume, _engine.Name);

    /// <summary>The sizes of the volumes in bytes, by name, as far as their drivers tell. The engine reads all their folders for it, which may take long.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyDictionary<string, long>> GetSizesAsync(CancellationToken cancellationToken)
    {
        var usage = await _engine.SendJsonAsync(
            HttpMethod.Get,
            // Older engines count everything at once.
            _engine.Speaks(1, 42) ? "system/df?type=volume" : "system/df",
            null,
            ResourceKind.Engine,
            _engine.Name,
            cancellationToken,
            Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return Rows(usage["Volumes"])
            .Select(row => (Name: (string?)row["Name"] ?? "", Size: (long?)row["UsageData"]?["Size"] ?? -1))
            .Where(volume => volume.Size >= 0)
            .ToDictionary(volume => volume.Name, volume => volume.Size, StringComparer.Ordinal);
    }

    /// <summary>Creates a volume.</summary>
    /// <param name="config">The volume.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>VolumeExists</c>, <c>VolumeBeingFilled</c>, <c>DriverNotFound</c>, or the engine's refusal.</exception>
    public async Task<Volume> CreateAsync(VolumeConfig config, CancellationToken cancellationToken)
    {
        // The engine would take one that is there for the one that was asked for.
        if (config.Name is { } name)
        {
            if (await FindAsync(name, cancellationToken).ConfigureAwait(false) is not null)
            {
                throw VolumeError.Exists(name, _engine.Name, "Choose another name, or use -Force where the one that is there will do.");
            }

            if ((await JournalsOfAsync(name, cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                throw VolumeError.BeingFilled(name, _engine.Name);
            }
        }

        var body = new JsonObject { ["Name"] = config.Name ?? "", ["DriverOpts"] = Table(config.Options), ["Labels"] = Table(config.Labels) };
        if (config.Driver is not null)
        {
            body["Driver"] = config.Driver;
        }

        var created = (JsonObject)await _engine.SendJsonAsync(HttpMethod.Post, "volumes/create", body, ResourceKind.Volume, config.Name, cancellationToken).ConfigureAwait(false);
        return VolumeMapping.ToModel(created, [], _engine.Name);
    }

    /// <summary>Removes a volume.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="withContainers">Whether to remove the containers that hold it first; if one of them runs, nothing is removed.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>VolumeInUse</c> with the names of those that hold it.</exception>
    public async Task RemoveAsync(Volume volume, bool withContainers, CancellationToken cancellationToken)
    {
        if (withContainers)
        {
            await RemoveUsersAsync(volume, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await _engine.SendJsonAsync(HttpMethod.Delete, $"volumes/{Uri.EscapeDataString(volume.Name)}", null, ResourceKind.Volume, volume.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ResourceConflict")
        {
            var users = (await FindAsync(volume.Name, cancellationToken).ConfigureAwait(false))?.Users ?? [];
            throw VolumeError.InUse(volume.Name, users, e.Message, e.InnerException);
        }
    }

    /// <summary>Copies a volume with all its files, owners, modes, times and links to a new one: whole, or not at all.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="destination">The volumes of the engine to copy to: this one or another.</param>
    /// <param name="target">The new volume.</param>
    /// <param name="copied">Hears the bytes copied so far, from any thread.</param>
    /// <param name="cancellationToken">Breaks it off, with nothing left of the new volume.</param>
    /// <exception cref="DockerNetException"><c>VolumeExists</c>, <c>VolumeBeingFilled</c>, <c>DriverNotFound</c>, <c>StreamBroken</c>, or the engine's refusal.</exception>
    public async Task<Volume> CopyAsync(Volume volume, Volumes destination, VolumeConfig target, Action<long> copied, CancellationToken cancellationToken)
    {
        await using var fill = await VolumeFill.BeginAsync(destination._engine, target, cancellationToken).ConfigureAwait(false);
        await using (var source = await HelperContainer.CreateAsync(_engine, [VolumeFiles.Mounted(volume, readOnly: true)], cancellationToken).ConfigureAwait(false))
        await using (var archive = await source.GetVolumeAsync(cancellationToken, copied).ConfigureAwait(false))
        {
            await fill.PutAsync(archive, cancellationToken).ConfigureAwait(false);
        }

        return await fill.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gives a volume another name: it is copied, and removed once the copy is complete.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="name">The new name.</param>
    /// <param name="withContainers">Whether containers that mount it are stopped, and replaced by ones that mount it under its new name.</param>
    /// <param name="copied">Hears the bytes copied so far, from any thread.</param>
    /// <param name="cancellationToken">Breaks it off: the volume is as it was, and there is none of the new name.</param>
    /// <exception cref="DockerNetException"><c>VolumeInUse</c>, and those of <see cref="CopyAsync"/>.</exception>
    public async Task<Volume> RenameAsync(Volume volume, string name, bool withContainers, Action<long> copied, CancellationToken cancellationToken)
    {
        var now = await GetAsync(volume.Name, cancellationToken).ConfigureAwait(false);
        return name == now.Name ? now : await new VolumeRename(_engine, now, name).RunAsync(withContainers, copied, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The volume as the engine tells it, whether it is complete or not; null for none.</summary>
    internal async Task<JsonObject?> FindRowAsync(string volume, CancellationToken cancellationToken)
    {
        try
        {
            return (JsonObject)await _engine.GetJsonAsync($"volumes/{Uri.EscapeDataString(volume)}", ResourceKind.Volume, volume, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "VolumeNotFound")
        {
            return null;
        }
    }

    /// <summary>The journals of those who are filling a volume of a name, or were.</summary>
    internal async Task<IReadOnlyList<FillJournal>> JournalsOfAsync(string volume, CancellationToken cancellationToken)
    {
        var answer = await _engine.GetJsonAsync($"volumes?filters={new EngineFilter().With("label", $"{FillJournal.TargetLabel}={volume}").Query}", ResourceKind.Volume, null, cancellationToken).ConfigureAwait(false);
        return [.. Rows(answer["Volumes"]).Select(FillJournal.Parse).OfType<FillJournal>()];
    }

    /// <summary>One volume with its users; null for none.</summary>
    internal Task<Volume?> TryGetAsync(string volume, CancellationToken cancellationToken) => FindAsync(volume, cancellationToken);

    private async Task<Volume?> FindAsync(string volume, CancellationToken cancellationToken)
    {
        var (row, own, containers) = await LookAsync().ConfigureAwait(false);
        if (own.Any(IsAbandoned) || containers.Any(IsAbandoned))
        {
            await new AbandonedHelpers(_engine).RemoveAsync(cancellationToken).ConfigureAwait(false);
            (row, own, containers) = await LookAsync().ConfigureAwait(false);
        }

        return row is not null && !own.Any(journal => FillJournal.Parse(journal)?.Target == volume) && !IsJournal(row) ? VolumeMapping.ToModel(row, containers, _engine.Name) : null;

        async Task<(JsonObject? Row, IReadOnlyList<JsonObject> Own, IReadOnlyList<Container> Containers)> LookAsync()
        {
            var own = _engine.GetJsonAsync($"volumes?filters={new EngineFilter().With("label", HelperOwner.Label).Query}", ResourceKind.Volume, null, cancellationToken);
            var containers = new Containers(_engine).ListAsync(new() { Volumes = [volume] }, cancellationToken);
            var row = FindRowAsync(volume, cancellationToken);
            await Task.WhenAll(own, containers, row).ConfigureAwait(false);
            return (row.Result, [.. Rows(own.Result["Volumes"])], containers.Result);
        }
    }

    private async Task<(IReadOnlyList<JsonObject> Rows, IReadOnlyList<Container> Containers)> ListRowsAsync(CancellationToken cancellationToken)
    {
        var volumes = _engine.GetJsonAsync("volumes", ResourceKind.Volume, null, cancellationToken);
        var containers = new Containers(_engine).ListAsync(null, cancellationToken);
        await Task.WhenAll(volumes, containers).ConfigureAwait(false);
        return ([.. Rows(volumes.Result["Volumes"])], containers.Result);
    }

    private async Task RemoveUsersAsync(Volume volume, CancellationToken cancellationToken)
    {
        var users = (await GetAsync(volume.Name, cancellationToken).ConfigureAwait(false)).Users;
        if (users.Any(user => user.State is not (ContainerState.Created or ContainerState.Exited or ContainerState.Dead)))
        {
            throw VolumeError.InUse(volume.Name, users, null);
        }

        var containers = new Containers(_engine);
        foreach (var id in users.Select(user => user.ContainerId).Distinct(StringComparer.Ordinal))
        {
            // Not its other volumes: nobody asked for them to go.
            await containers.RemoveAsync(await containers.GetAsync(id, cancellationToken).ConfigureAwait(false), force: false, removeVolumes: false, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a volume of DockerNet's own is one that a killed client left.</summary>
    private static bool IsAbandoned(JsonObject row) => HelperOwner.Parse((string?)row["Labels"]?[HelperOwner.Label])?.IsGone(FillJournal.CreationOf(row)) is true;

    private static bool IsAbandoned(Container container) =>
        container.Labels.TryGetValue(HelperOwner.Label, out var owner) && HelperOwner.Parse(owner)?.IsGone(new DateTimeOffset(container.Created)) is true;

    /// <summary>Whether a volume is only a note of DockerNet's own, of a filling or of a replacement.</summary>
    private static bool IsJournal(JsonObject row) => row["Labels"] is JsonObject labels && (labels.ContainsKey(FillJournal.TargetLabel) || KeptContent.IsPart(labels) || labels.ContainsKey(ReplacementMark.Label));

    private static IEnumerable<JsonObject> Rows(JsonNode? list) => (list as JsonArray ?? []).OfType<JsonObject>();

    private static JsonObject Table(IReadOnlyDictionary<string, string> values) => new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));
}
