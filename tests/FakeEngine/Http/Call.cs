using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace DockerNet.FakeEngine;

/// <summary>One request on its way through the engine.</summary>
internal sealed class Call(HttpContext http, FakeDockerEngine engine, string path, ApiVersion version, byte[] body, CancellationToken stop)
{
    private JsonObject? _json;

    public HttpContext Http { get; } = http;

    public FakeDockerEngine Engine { get; } = engine;

    public EngineModel Model => Engine.Model;

    /// <summary>The path without its version.</summary>
    public string Path { get; } = path;

    /// <summary>The API version the client speaks.</summary>
    public ApiVersion Version { get; } = version;

    public byte[] Body { get; } = body;

    /// <summary>Signalled when the client left or the engine ends.</summary>
    public CancellationToken Stop { get; } = stop;

    public EngineConnection Connection => Http.Features.Get<EngineConnection>() ?? throw new InvalidOperationException("The request did not come through the engine's connection.");

    /// <summary>Changes the stream of an answer that takes the connection over.</summary>
    public Func<Stream, Stream> Shape { get; set; } = stream => stream;

    public Dictionary<string, string> Route { get; } = new(StringComparer.Ordinal);

    public string Id => Route["id"];

    public JsonObject Json => _json ??= Parse();

    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var value) && value.Count > 0 ? value[0] : null;

    public bool Flag(string name) =>
        Query(name) is { } text && text.ToLowerInvariant() is not ("" or "0" or "no" or "false" or "none");

    public int? Number(string name) =>
        string.IsNullOrEmpty(Query(name))
            ? null
            : int.TryParse(Query(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw EngineError.Invalid($"strconv.Atoi: parsing \"{Query(name)}\": invalid syntax");

    public Filters Filters(params ReadOnlySpan<string> accepted) => new(Query("filters"), accepted);

    private JsonObject Parse()
    {
        if (Body.Length == 0)
        {
            return [];
        }

        try
        {
            return JsonNode.Parse(Body) as JsonObject ?? [];
        }
        catch (JsonException failure)
        {
            throw EngineError.Invalid($"invalid JSON: {failure.Message}");
        }
    }
}
