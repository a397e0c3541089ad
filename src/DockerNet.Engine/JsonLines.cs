using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>Reads an answer that is JSON objects, one a line, as pulls, loads and events send them.</summary>
internal static class JsonLines
{
    /// <summary>The objects as they come.</summary>
    /// <param name="response">The answer; its reader disposes it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<JsonElement> ReadAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var reader = new StreamReader(body);
        while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.Length > 0)
            {
                yield return Parse(line);
            }
        }
    }

    /// <summary>A text property; null where there is none.</summary>
    public static string? Text(this JsonElement element, string property) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    /// <summary>An integer property; null where there is none.</summary>
    public static long? Number(this JsonElement element, string property) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(property, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    /// <summary>An object property; an undefined element where there is none.</summary>
    public static JsonElement Object(this JsonElement element, string property) =>
        element.ValueKind is JsonValueKind.Object && element.TryGetProperty(property, out var value) ? value : default;

    /// <summary>The failure that an object of the stream tells, after a status of 200; null for any other.</summary>
    public static string? Error(this JsonElement element) => element.Object("errorDetail").Text("message") ?? element.Text("error");

    private static JsonElement Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return document.RootElement.Clone();
    }
}
