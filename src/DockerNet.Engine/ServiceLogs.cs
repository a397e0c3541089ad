using System.Globalization;
using System.Runtime.CompilerServices;

namespace DockerNet.Engine;

/// <summary>Logs of services: the lines of all tasks, gathered by a manager. Source: ServiceLogs of the engine API.</summary>
public sealed class ServiceLogs
{
    private readonly EngineConnection _engine;

    internal ServiceLogs(EngineConnection engine) => _engine = engine;

    /// <summary>The lines as they come. Their order between tasks is that in which nodes gave them.</summary>
    /// <param name="service">The service.</param>
    /// <param name="query">Which lines.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DockerNetException"><c>ServiceLogIncomplete</c>: a node did not give its part; <c>StreamBroken</c>.</exception>
    public async IAsyncEnumerable<ServiceLogLine> ReadAsync(Service service, ServiceLogQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = new Dictionary<string, ServiceTask>(StringComparer.Ordinal);
        // Details tell of each line which task wrote it.
        var path = $"services/{service.Id}/logs?stdout=1&stderr=1&timestamps=1&details=1&follow={(query.Follow ? 1 : 0)}&tail={query.Tail?.ToString(CultureInfo.InvariantCulture) ?? "all"}"
            + (query.Since is { } since ? $"&since={since.Time.ToUnixTimeSeconds()}" : "");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        using var response = await SwarmFailure.ExplainAsync(_engine, service.Name, () => _engine.SendAsync(request, ResourceKind.Service, service.Name, cancellationToken), cancellationToken).ConfigureAwait(false);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var framed = await IsFramedAsync(service, cancellationToken).ConfigureAwait(false);
        var lines = OutputLines.ReadAsync(OutputParts.ReadAsync(body, framed, cancellationToken), timestamps: true, (stream, time, text, _) => (Line: Line(stream, time, text, service), Text: text), cancellationToken);
        await using var items = _engine.ReadAsync(lines, ResourceKind.Service, service.Name, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync().ConfigureAwait(false))
                {
                    yield break;
                }
            }
            catch (DockerNetException e) when (e.Message.Contains("incomplete log stream", StringComparison.OrdinalIgnoreCase))
            {
                throw Incomplete(service, e.Message, e.InnerException);
            }

            var line = items.Current.Line ?? throw Incomplete(service, items.Current.Text, null);
            if (!names.ContainsKey(line.TaskId))
            {
                foreach (var task in await new Services(_engine).GetTasksAsync(service, cancellationToken).ConfigureAwait(false))
                {
                    names[task.Id] = task;
                }

                // A task that the swarm has forgotten keeps its id for a name.
                names.TryAdd(line.TaskId, new() { Id = line.TaskId, Name = line.TaskId, Engine = _engine.Name });
            }

            yield return line with { Task = names[line.TaskId].Name, Node = names[line.TaskId].Node };
        }
    }

    private static DockerNetException Incomplete(Service service, string words, Exception? inner) => new(
        "ServiceLogIncomplete",
        System.Management.Automation.ErrorCategory.ReadError,
        $"The log of the service '{service.Name}' is not all there: {words}",
        service.Name,
        "See Get-DockerNode: what a node that does not answer has written cannot be read.",
        inner);

    /// <summary>A line: details (<c>key=value,…</c>, percent-encoded), a blank, text. Null for one that no task wrote.</summary>
    private static ServiceLogLine? Line(OutputStream stream, DateTime? time, string line, Service service)
    {
        if (time is null)
        {
            return null;
        }

        var parts = line.Split(' ', 2);
        var details = parts[0].Split(',')
            .Select(detail => detail.Split('=', 2))
            .Where(detail => detail.Length == 2)
            .ToDictionary(detail => Uri.UnescapeDataString(detail[0]), detail => Uri.UnescapeDataString(detail[1]), StringComparer.Ordinal);
        return new()
        {
            Service = service.Name,
            TaskId = details.GetValueOrDefault("com.docker.swarm.task.id", ""),
            NodeId = details.GetValueOrDefault("com.docker.swarm.node.id", ""),
            Stream = stream,
            Time = time.Value,
            Text = parts.Length > 1 ? parts[1] : "",
            Engine = service.Engine,
        };
    }

    /// <summary>The stream of containers with a terminal has no frames.</summary>
    private async Task<bool> IsFramedAsync(Service service, CancellationToken cancellationToken)
    {
        var found = await _engine.GetJsonAsync($"services/{service.Id}", ResourceKind.Service, service.Name, cancellationToken).ConfigureAwait(false);
        return !found.Flag("Spec", "TaskTemplate", "ContainerSpec", "TTY");
    }
}
