using System.Text.Json.Nodes;

namespace DockerNet.Engine.Backups;

/// <summary>The old content of a volume whose content is being replaced: a volume of its own, whose labels name the other one and who does it.
/// As long as <see cref="Journal"/> is beside it, the other one may be half replaced, and gets its old content back.</summary>
/// <param name="Owner">Who replaces it.</param>
/// <param name="Target">The volume whose content is replaced.</param>
internal sealed record KeptContent(HelperOwner Owner, string Target)
{
    /// <summary>The label of the volume that holds the old content.</summary>
    public const string KeepsLabel = "dockernet.keeps";

    /// <summary>The label of the empty volume that says that the replacement is under way.</summary>
    public const string ReplacesLabel = "dockernet.replaces-content";

    /// <summary>The volume that holds the old content.</summary>
    public string Volume => $"dockernet-kept-{Owner.Id}";

    /// <summary>The volume that says that the replacement is under way.</summary>
    public string Journal => $"dockernet-replaces-{Owner.Id}";

    /// <summary>The old content of a volume's row; null for one that holds none.</summary>
    public static KeptContent? OfKept(JsonObject row) => Of(row, KeepsLabel);

    /// <summary>The old content that a journal's row is about; null for no journal.</summary>
    public static KeptContent? OfJournal(JsonObject row) => Of(row, ReplacesLabel);

    /// <summary>Whether a volume is one of these two.</summary>
    public static bool IsPart(JsonObject labels) => labels.ContainsKey(KeepsLabel) || labels.ContainsKey(ReplacesLabel);

    private static KeptContent? Of(JsonObject row, string label) =>
        HelperOwner.Parse((string?)row["Labels"]?[HelperOwner.Label]) is { } owner && (string?)row["Labels"]?[label] is { } target ? new(owner, target) : null;
}
