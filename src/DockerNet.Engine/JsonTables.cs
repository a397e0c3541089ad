using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Reads lists and tables of text out of the engine's JSON, where none is null.</summary>
internal static class JsonTables
{
    public static IReadOnlyDictionary<string, string> ToTable(this JsonNode? table) =>
        (table as JsonObject)?.ToDictionary(field => field.Key, field => (string?)field.Value ?? "", StringComparer.Ordinal) ?? [];

    public static IReadOnlyList<string> ToTexts(this JsonNode? list) => [.. (list as JsonArray ?? []).Select(item => (string?)item ?? "")];

    public static IReadOnlyList<string> ToKeys(this JsonNode? set) => [.. (set as JsonObject ?? []).Select(field => field.Key)];
}
