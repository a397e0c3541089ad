using System.Text.Json;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>What a replacement is about to do, kept on the engine while it lasts: as the label of an empty volume, which costs nothing and
/// survives this client. It knows from the start what otherwise only the successors' labels tell.</summary>
/// <param name="Group">The replacement.</param>
/// <param name="Members">The containers that are replaced, those first that others need.</param>
/// <param name="KeepOriginal">Whether the first one is to stay, stopped.</param>
internal sealed record ReplacementJournal(string Group, IReadOnlyList<ReplacementJournal.Member> Members, bool KeepOriginal)
{
    /// <summary>The volume's name.</summary>
    public string Volume => VolumeOf(Group);

    /// <summary>Writes it.</summary>
    public Task WriteAsync(EngineConnection engine, CancellationToken cancellationToken) => engine.SendJsonAsync(
        HttpMethod.Post,
        "volumes/create",
        new JsonObject { ["Name"] = Volume, ["Labels"] = new JsonObject { [ReplacementMark.Label] = JsonSerializer.Serialize(this) } },
        ResourceKind.Volume,
        Volume,
        cancellationToken);

    /// <summary>Removes it; one that is gone is as good as removed.</summary>
    public static async Task RemoveAsync(EngineConnection engine, string group, CancellationToken cancellationToken)
    {
        try
        {
            await engine.SendJsonAsync(HttpMethod.Delete, $"volumes/{VolumeOf(group)}", null, ResourceKind.Volume, VolumeOf(group), cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "VolumeNotFound")
        {
            // The aim is reached.
        }
    }

    /// <summary>Those that are on the engine.</summary>
    public static async Task<IReadOnlyList<ReplacementJournal>> ReadAsync(EngineConnection engine, CancellationToken cancellationToken)
    {
        var filters = new JsonObject { ["label"] = new JsonArray(ReplacementMark.Label) };
        var answer = await engine.GetJsonAsync($"volumes?filters={Uri.EscapeDataString(filters.ToJsonString())}", ResourceKind.Volume, null, cancellationToken).ConfigureAwait(false);
        return [.. (answer["Volumes"] as JsonArray ?? []).Select(volume => Parse((string?)volume?["Labels"]?[ReplacementMark.Label])).OfType<ReplacementJournal>()];
    }

    private static string VolumeOf(string group) => $"dockernet-replacement-{group}";

    private static ReplacementJournal? Parse(string? label)
    {
        try
        {
            return string.IsNullOrEmpty(label) ? null : JsonSerializer.Deserialize<ReplacementJournal>(label);
        }
        catch (JsonException)
        {
            // Somebody else's label.
            return null;
        }
    }

    /// <summary>A container that is replaced.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="RanAs">What it did before.</param>
    /// <param name="Addresses">The addresses that it had without having asked for them.</param>
    /// <param name="Endpoints">The networks that it was on, with the settings that connect it again.</param>
    internal sealed record Member(string Id, string Name, RanAs RanAs, IReadOnlyDictionary<string, ContainerAddresses> Addresses, IReadOnlyDictionary<string, JsonObject> Endpoints);
}
