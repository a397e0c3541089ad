using System.Globalization;
using System.Runtime.CompilerServices;

namespace DockerNet.Engine;

/// <summary>Logs of containers. Source: ContainerLogs of the engine API.</summary>
public sealed class ContainerLogs
{
    private const string FramedType = "application/vnd.docker.multiplexed-stream";

    private readonly EngineConnection _engine;

    internal ContainerLogs(EngineConnection engine) => _engine = engine;

    /// <summary>The lines of a log, in the order of their ends, as they come.</summary>
    /// <param name="container">The container.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="showTime">Whether the lines are to be shown with their time.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DockerNetException"><c>ContainerNotFound</c>; <c>NotSupportedByEngine</c> where the log driver keeps nothing; <c>StreamBroken</c> where the engine goes away.</exception>
    public async IAsyncEnumerable<LogLine> ReadAsync(Container container, LogQuery query, bool showTime, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The times are always asked for: a line without one is half a line.
        var path = $"containers/{container.Id}/logs?stdout=1&stderr=1&timestamps=1&follow={(query.Follow ? 1 : 0)}&tail={query.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all"}"
            + (query.Since is null ? "" : $"&since={query.Since.ToUnixTime()}")
            + (query.Until is null ? "" : $"&until={query.Until.ToUnixTime()}");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var response = await _engine.SendAsync(request, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        var framed = await IsFramedAsync(container, response, cancellationToken).ConfigureAwait(false);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var lines = OutputLines.ReadAsync(OutputParts.ReadAsync(body, framed, cancellationToken), timestamps: true, Line, cancellationToken);
        await foreach (var line in _engine.ReadAsync(lines, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false))
        {
            yield return line;
        }

        LogLine Line(OutputStream stream, DateTime? time, string text) => new()
        {
            Container = container.Name,
            ContainerId = container.Id,
            Stream = stream,
            Time = time,
            Text = text,
            ShowTime = showTime,
            Engine = container.Engine,
        };
    }

    /// <summary>Engines before 23 call both kinds of streams the same: there the container's terminal tells.</summary>
    private async Task<bool> IsFramedAsync(Container container, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (_engine.Speaks(1, 42))
        {
            return response.Content.Headers.ContentType?.MediaType is FramedType;
        }

        var details = await _engine.GetJsonAsync($"containers/{container.Id}/json", ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        return (bool?)details["Config"]?["Tty"] is not true;
    }
}
