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
    public IAsyncEnumerable<LogLine> ReadAsync(Container container, LogQuery query, bool showTime, CancellationToken cancellationToken)
    {
        var log = new Log(container, showTime);
        return query.Follow && !_engine.Speaks(1, 42)
            ? FollowToTheEndAsync(log, query, cancellationToken)
            : ReadOnceAsync(log, query, (line, _) => line, cancellationToken);
    }

    /// <summary>Engines before 23 end a followed log with its container, wherever they are: on a busy machine thousands of lines
    /// short, though the log itself is complete (<c>docker logs -f</c> loses them). What is missing is read once more.</summary>
    private async IAsyncEnumerable<LogLine> FollowToTheEndAsync(Log log, LogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = new LogPosition();
        if (query.Tail is 0)
        {
            // If no line follows, only the last one before tells where the log stood.
            await foreach (var line in ReadOnceAsync(log, new() { Tail = 1 }, (line, _) => line, cancellationToken).ConfigureAwait(false))
            {
                position.Pass(line);
            }
        }

        var unfinished = new List<LogLine>();
        await foreach (var (line, isWhole) in ReadOnceAsync(log, query, (line, isWhole) => (line, isWhole), cancellationToken).ConfigureAwait(false))
        {
            if (isWhole)
            {
                position.Pass(line);
                yield return line;
            }
            else
            {
                position.Begin(line);
                unfinished.Add(line);
            }
        }

        await using var rest = ReadOnceAsync(log, position.Rest(query), (line, _) => line, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await rest.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
            {
                // Removed as it ended (--rm): what came is all that there is.
                break;
            }

            if (!position.Knows(rest.Current))
            {
                yield return rest.Current;
            }
        }

        foreach (var line in unfinished)
        {
            yield return line;
        }
    }

    /// <summary>One request's lines, each as something that also knows whether it has its end.</summary>
    private async IAsyncEnumerable<T> ReadOnceAsync<T>(Log log, LogQuery query, Func<LogLine, bool, T> make, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var container = log.Container;
        // The times are always asked for: a line without one is half a line.
        var path = $"containers/{container.Id}/logs?stdout=1&stderr=1&timestamps=1&follow={(query.Follow ? 1 : 0)}&tail={query.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all"}"
            + (query.Since is null ? "" : $"&since={query.Since.ToUnixTime()}")
            + (query.Until is null ? "" : $"&until={query.Until.ToUnixTime()}");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var response = await _engine.SendAsync(request, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        var framed = await IsFramedAsync(container, response, cancellationToken).ConfigureAwait(false);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var lines = OutputLines.ReadAsync(
            OutputParts.ReadAsync(body, framed, cancellationToken),
            timestamps: true,
            (stream, time, text, isWhole) => make(log.Line(stream, time, text), isWhole),
            cancellationToken);
        await foreach (var line in _engine.ReadAsync(lines, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false))
        {
            yield return line;
        }
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

    /// <summary>Whose lines they are, and how they are to be shown.</summary>
    private sealed record Log(Container Container, bool ShowTime)
    {
        public LogLine Line(OutputStream stream, DateTime? time, string text) => new()
        {
            Container = Container.Name,
            ContainerId = Container.Id,
            Stream = stream,
            Time = time,
            Text = text,
            ShowTime = ShowTime,
            Engine = Container.Engine,
        };
    }
}
