using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Reads the JSON of a swarm's objects, where any part may be absent.</summary>
internal static class SwarmJson
{
    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static long? Number(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) is JsonValue value && value.TryGetValue<long>(out var number) ? number : null;

    public static bool Flag(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path) is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;

    public static IEnumerable<JsonNode> Items(this JsonNode? node, params ReadOnlySpan<string> path) => (node.At(path) as JsonArray ?? []).OfType<JsonNode>();

    public static IReadOnlyList<string> Texts(this JsonNode? node, params ReadOnlySpan<string> path) => [.. node.Items(path).Select(item => item.Text())];

    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonObject ?? []).ToDictionary(pair => pair.Key, pair => pair.Value.Text(), StringComparer.Ordinal);

    /// <summary>A duration, which the API gives in nanoseconds.</summary>
    public static TimeSpan? Duration(this JsonNode? node, params ReadOnlySpan<string> path) => node.Number(path) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick) : null;

    public static DateTime Time(this JsonNode? node, params ReadOnlySpan<string> path) =>
        DateTimeOffset.TryParse(node.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.LocalDateTime : default;

    public static T Word<T>(this JsonNode? node, T absent, params ReadOnlySpan<string> path)
        where T : struct, Enum => Enum.TryParse<T>(node.Text(path).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out var word) ? word : absent;

    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>The object at a name, made where it is not there.</summary>
    public static JsonObject Under(this JsonObject node, string name)
    {
        if (node[name] is not JsonObject inner)
        {
            node[name] = inner = [];
        }

        return inner;
    }

    /// <summary>As the API takes a duration.</summary>
    public static long Nanoseconds(this TimeSpan duration) => duration.Ticks * TimeSpan.NanosecondsPerTick;

    /// <summary>Sets names and removes those whose value is null; others are kept.</summary>
    public static void Merge(this JsonObject map, IReadOnlyDictionary<string, string?> changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null)
            {
                map.Remove(name);
            }
            else
            {
                map[name] = value;
            }
        }
    }
}
