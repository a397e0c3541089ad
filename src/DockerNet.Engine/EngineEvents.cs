using System.Runtime.CompilerServices;
using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>What happens on an engine. Source: SystemEvents of the engine API.</summary>
public sealed class EngineEvents
{
    private readonly EngineConnection _engine;

    internal EngineEvents(EngineConnection engine) => _engine = engine;

    /// <summary>The events, oldest first, as they come. An engine knows its last 256 events.</summary>
    /// <param name="query">Which events.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DockerNetException"><c>StreamBroken</c> where the engine goes away.</exception>
    public async IAsyncEnumerable<DockerEvent> ReadAsync(EventQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = new EngineFilter();
        foreach (var (key, values) in query.Filters)
        {
            filter.With(key, values);
        }

        var since = query.Since ?? (query.Follow ? null : new(DateTimeOffset.UnixEpoch));
        var until = query.Until ?? (query.Follow ? null : await NowAsync(cancellationToken).ConfigureAwait(false));
        var path = $"events?filters={filter.Query}{(since is null ? "" : $"&since={since.ToUnixTime()}")}{(until is null ? "" : $"&until={until.ToUnixTime()}")}";
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var response = await _engine.SendAsync(request, ResourceKind.Engine, _engine.Name, cancellationToken).ConfigureAwait(false);
        await foreach (var line in _engine.ReadAsync(JsonLines.ReadAsync(response, cancellationToken), ResourceKind.Engine, _engine.Name, cancellationToken).ConfigureAwait(false))
        {
            yield return ToModel(line);
        }
    }

    /// <summary>Now by the engine's clock: this machine's may be another.</summary>
    private async Task<Moment> NowAsync(CancellationToken cancellationToken)
    {
        var info = await _engine.GetJsonAsync("info", ResourceKind.Engine, _engine.Name, cancellationToken).ConfigureAwait(false);
        return DateTimeOffset.TryParse((string?)info["SystemTime"], System.Globalization.CultureInfo.InvariantCulture, out var now) ? new(now) : new(DateTimeOffset.Now);
    }

    private DockerEvent ToModel(JsonElement line)
    {
        var actor = line.Object("Actor");
        var attributes = actor.Object("Attributes") is { ValueKind: JsonValueKind.Object } told
            ? told.EnumerateObject().ToDictionary(attribute => attribute.Name, attribute => attribute.Value.ToString(), StringComparer.Ordinal)
            : new();
        return new()
        {
            // Nanoseconds: a tick is 100 of them.
            Time = line.Number("timeNano") is { } nano ? DateTimeOffset.UnixEpoch.AddTicks(nano / 100).LocalDateTime : DateTimeOffset.FromUnixTimeSeconds(line.Number("time") ?? 0).LocalDateTime,
            Type = line.Text("Type") ?? "",
            Action = line.Text("Action") ?? line.Text("status") ?? "",
            Id = actor.Text("ID") ?? line.Text("id") ?? "",
            Name = attributes.GetValueOrDefault("name", ""),
            Attributes = attributes,
            Scope = line.Text("scope") ?? "",
            Engine = _engine.Name,
        };
    }
}
