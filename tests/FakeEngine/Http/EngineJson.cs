using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>JSON as the engine writes and reads it.</summary>
internal static class EngineJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public const string ZeroTime = "0001-01-01T00:00:00Z";

    public static byte[] Bytes(JsonNode? node) => Encoding.UTF8.GetBytes((node?.ToJsonString(Options) ?? "null") + "\n");

    public static byte[] Line(JsonNode node) => Encoding.UTF8.GetBytes(node.ToJsonString(Options) + "\r\n");

    public static JsonArray Array(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)JsonValue.Create(value))]);

    public static JsonArray Array(IEnumerable<JsonNode?> values) => new([.. values]);

    public static JsonObject Map(IEnumerable<KeyValuePair<string, string>> values) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));

    public static string Time(DateTimeOffset? time) =>
        time is { } value ? value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture) : ZeroTime;

    public static string? Text(this JsonNode? node, string key) =>
        (node as JsonObject)?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool Flag(this JsonNode? node, string key, bool otherwise = false) =>
        (node as JsonObject)?[key] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    public static long Number(this JsonNode? node, string key, long otherwise = 0) =>
        (node as JsonObject)?[key] is JsonValue value && value.TryGetValue<long>(out var number) ? number : otherwise;

    public static JsonObject? Object(this JsonNode? node, string key) => (node as JsonObject)?[key] as JsonObject;

    public static IReadOnlyList<string> Texts(this JsonNode? node, string key) =>
        (node as JsonObject)?[key] is JsonArray list ? [.. list.Select(value => value?.GetValue<string>() ?? "")] : [];

    public static IEnumerable<JsonObject> Objects(this JsonNode? node, string key) =>
        (node as JsonObject)?[key] is JsonArray list ? list.OfType<JsonObject>() : [];

    public static Dictionary<string, string> TextMap(this JsonNode? node, string key)
    {
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in node.Object(key) ?? [])
        {
            map[name] = value is JsonValue text && text.TryGetValue<string>(out var plain) ? plain : "";
        }

        return map;
    }

    /// <summary>A copy of <paramref name="defaults"/> with what <paramref name="given"/> says instead.</summary>
    public static JsonObject Over(this JsonObject defaults, JsonObject? given)
    {
        foreach (var (name, value) in given ?? [])
        {
            if (value is not null || !defaults.ContainsKey(name))
            {
                defaults[name] = value?.DeepClone();
            }
        }

        return defaults;
    }
}
