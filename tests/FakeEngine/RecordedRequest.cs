using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace DockerNet.FakeEngine;

/// <summary>A request as the engine saw it.</summary>
public sealed class RecordedRequest
{
    private volatile int _status;
    private volatile bool _ended;
    private volatile bool _aborted;

    internal RecordedRequest(HttpContext http, string path, string? version, byte[] body)
    {
        Method = http.Request.Method;
        Path = path;
        Version = version;
        Query = http.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
        Headers = http.Request.Headers.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        RawBody = body;
        Body = Parse(body);
        ConnectionId = http.Connection.Id;
    }

    public string Method { get; }

    /// <summary>The path without the version.</summary>
    public string Path { get; }

    /// <summary>The version in the path, such as <c>1.41</c>; null where the path had none.</summary>
    public string? Version { get; }

    public IReadOnlyDictionary<string, string> Query { get; }

    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body, where it is JSON.</summary>
    public JsonElement? Body { get; }

    public ReadOnlyMemory<byte> RawBody { get; }

    /// <summary>Equal for requests that shared a connection.</summary>
    public string ConnectionId { get; }

    /// <summary>When it arrived.</summary>
    public DateTimeOffset Time { get; } = DateTimeOffset.UtcNow;

    /// <summary>The status answered; 0 while there is none, and when the connection was dropped or taken over.</summary>
    public int Status => _status;

    /// <summary>Nothing works on it any more.</summary>
    public bool Ended => _ended;

    /// <summary>The client left before the answer was complete.</summary>
    public bool Aborted => _aborted;

    internal void End(int status, bool aborted)
    {
        _status = status;
        _aborted = aborted;
        _ended = true;
    }

    public override string ToString() => $"{Method} {Path}";

    private static JsonElement? Parse(byte[] body)
    {
        if (body.Length == 0 || body[0] is not ((byte)'{' or (byte)'[' or (byte)'"'))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
