using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>What marks a volume as not yet complete: an empty volume beside it, whose labels name the volume and who fills it. As long as it
/// is there, DockerNet takes the other for not existing; once its owner is gone, both are removed. It can itself be removed in one call that
/// cannot fail half-way, which a label of the volume could not: labels of volumes cannot be changed.</summary>
/// <param name="Owner">Who fills it.</param>
/// <param name="Target">The name of the volume that is filled.</param>
/// <param name="Created">When the journal was written, by the engine's clock.</param>
internal sealed record FillJournal(HelperOwner Owner, string Target, DateTimeOffset Created)
{
    /// <summary>The label that names the volume that is filled.</summary>
    public const string TargetLabel = "dockernet.fills";

    /// <summary>A volume this much older than its journal was there before: it is not the journal's.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>The journal's own name.</summary>
    public string Volume => $"dockernet-fill-{Owner.Id}";

    /// <summary>Whether nobody fills it any more.</summary>
    public bool IsAbandoned => Owner.IsGone(Created);

    /// <summary>Reads it of a volume; null for one that is no journal.</summary>
    public static FillJournal? Parse(JsonObject volume) =>
        HelperOwner.Parse((string?)volume["Labels"]?[HelperOwner.Label]) is { } owner && (string?)volume["Labels"]?[TargetLabel] is { } target
            ? new(owner, target, CreationOf(volume))
            : null;

    /// <summary>Writes it.</summary>
    public static async Task<FillJournal> WriteAsync(EngineConnection engine, HelperOwner owner, string target, CancellationToken cancellationToken)
    {
        var journal = new FillJournal(owner, target, default);
        var labels = new JsonObject { [HelperOwner.Label] = owner.ToString(), [TargetLabel] = target };
        var answer = await engine.SendJsonAsync(HttpMethod.Post, "volumes/create", new JsonObject { ["Name"] = journal.Volume, ["Labels"] = labels }, ResourceKind.Volume, target, cancellationToken).ConfigureAwait(false);
        return journal with { Created = CreationOf((JsonObject)answer) };
    }

    /// <summary>Removes it: from then on the volume is complete.</summary>
    public async Task RemoveAsync(EngineConnection engine, CancellationToken cancellationToken)
    {
        try
        {
            await engine.SendJsonAsync(HttpMethod.Delete, $"volumes/{Volume}", null, ResourceKind.Volume, Target, cancellationToken, HelperContainer.RemovalPatience).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "VolumeNotFound")
        {
            // The aim is reached.
        }
    }

    /// <summary>Removes the volume that was being filled.</summary>
    public async Task RemoveTargetAsync(EngineConnection engine, CancellationToken cancellationToken)
    {
        try
        {
            var target = (JsonObject)await engine.GetJsonAsync($"volumes/{Uri.EscapeDataString(Target)}", ResourceKind.Volume, Target, cancellationToken).ConfigureAwait(false);
            var others = await new Volumes(engine).JournalsOfAsync(Target, cancellationToken).ConfigureAwait(false);
            if (CreationOf(target) >= Created - Tolerance && others.All(other => other.Owner == Owner))
            {
                await engine.SendJsonAsync(HttpMethod.Delete, $"volumes/{Uri.EscapeDataString(Target)}", null, ResourceKind.Volume, Target, cancellationToken, HelperContainer.RemovalPatience).ConfigureAwait(false);
            }
        }
        catch (DockerNetException e) when (e.ErrorId is "VolumeNotFound")
        {
            // It was not created yet, or is removed already.
        }
    }

    /// <summary>When a volume was created, by the engine's clock.</summary>
    internal static DateTimeOffset CreationOf(JsonObject volume) =>
        DateTimeOffset.TryParse((string?)volume["CreatedAt"], CultureInfo.InvariantCulture, out var created) ? created : DateTimeOffset.MaxValue;
}
