using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>The label of a container that takes another's place: what a client that comes later needs to finish or undo it. Where no
/// container has the replaced one's id any more, it only tells where the container came from.</summary>
/// <param name="Group">The replacement.</param>
/// <param name="Replaces">The id of the container that it replaces.</param>
/// <param name="Networks">The networks that it is to be on.</param>
/// <param name="Addresses">The addresses that the replaced one had without having asked for them.</param>
/// <param name="KeepOriginal">Whether the replaced one is to stay, stopped.</param>
internal sealed record ReplacementMark(
    string Group,
    string Replaces,
    IReadOnlyList<string> Networks,
    IReadOnlyDictionary<string, ContainerAddresses> Addresses,
    bool KeepOriginal)
{
    /// <summary>The label's name.</summary>
    public const string Label = "dockernet.replacement";

    /// <summary>The label of an image that keeps the files of a replaced container; its value is the replacement.</summary>
    public const string SnapshotLabel = "dockernet.snapshot";

    /// <summary>Whether a container runs an image that keeps the files of one that was replaced: it has the image's labels.</summary>
    public static bool IsOnSnapshot(Container container) => container.Labels.ContainsKey(SnapshotLabel);

    /// <summary>Reads the label; null for what is no such label.</summary>
    public static ReplacementMark? Parse(string? label)
    {
        try
        {
            return string.IsNullOrEmpty(label) ? null : JsonSerializer.Deserialize<ReplacementMark>(label);
        }
        catch (JsonException)
        {
            // Somebody else's label.
            return null;
        }
    }

    /// <summary>The label's value.</summary>
    public override string ToString() => JsonSerializer.Serialize(this);
}
