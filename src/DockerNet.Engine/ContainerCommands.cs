using System.Diagnostics;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Commands in running containers. Source: the Exec section of the engine API.</summary>
public sealed class ContainerCommands
{
    /// <summary>How long a command whose output has ended may take to end itself before it is taken for one that goes on, and how often it is asked.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongInterval = TimeSpan.FromMilliseconds(250);

    private readonly EngineConnection _engine;

    internal ContainerCommands(EngineConnection engine) => _engine = engine;

    /// <summary>Starts a command without input.</summary>
    /// <inheritdoc cref="StartAsync(Container, ContainerCommand, CancellationToken)"/>
    public Task<RunningCommand> StartAsync(Container container, IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        StartAsync(container, new ContainerCommand { Words = command }, cancellationToken);

    /// <summary>Starts a command and connects to it.</summary>
    /// <param name="container">A running container.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ContainerNotRunning</c>, <c>ContainerNotFound</c>, <c>ContainerCommandNotFound</c>, <c>ContainerCommandNotExecutable</c>.</exception>
    public async Task<RunningCommand> StartAsync(Container container, ContainerCommand command, CancellationToken cancellationToken)
    {
        try
        {
            var id = await CreateAsync(container, command, attach: true, cancellationToken).ConfigureAwait(false);
            var start = new JsonObject { ["Detach"] = false, ["Tty"] = command.Tty };
            if (command is { Tty: true, Size: { } size } && _engine.Speaks(1, 42))
            {
                start["ConsoleSize"] = new JsonArray(size.Height, size.Width);
            }

            var stream = await _engine.UpgradeAsync($"exec/{id}/start", start, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
            return new(
                _engine,
                container,
                stream,
                command.Tty,
                (toTheEnd, token) => ExitCodeAsync(id, container, toTheEnd, token),
                (newSize, token) => _engine.SendJsonAsync(HttpMethod.Post, $"exec/{id}/resize?h={newSize.Height}&w={newSize.Width}", null, ResourceKind.Exec, container.Name, token));
        }
        catch (DockerNetException e)
        {
            throw Translate(e, container, command);
        }
    }

    /// <summary>Starts a command and leaves it to itself.</summary>
    /// <inheritdoc cref="StartAsync(Container, ContainerCommand, CancellationToken)"/>
    public async Task DetachAsync(Container container, ContainerCommand command, CancellationToken cancellationToken)
    {
        try
        {
            var id = await CreateAsync(container, command, attach: false, cancellationToken).ConfigureAwait(false);
            await _engine.SendJsonAsync(HttpMethod.Post, $"exec/{id}/start", new JsonObject { ["Detach"] = true, ["Tty"] = command.Tty }, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e)
        {
            throw Translate(e, container, command);
        }
    }

    private async Task<string> CreateAsync(Container container, ContainerCommand command, bool attach, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["Cmd"] = new JsonArray([.. command.Words.Select(word => (JsonNode?)word)]),
            ["AttachStdin"] = attach && command.Interactive,
            ["AttachStdout"] = attach,
            ["AttachStderr"] = attach,
            ["Tty"] = command.Tty,
            ["Env"] = new JsonArray([.. command.Environment.Select(variable => (JsonNode?)$"{variable.Key}={variable.Value}")]),
            ["User"] = command.User ?? "",
            ["WorkingDir"] = command.WorkingDirectory ?? "",
            ["Privileged"] = command.Privileged,
        };
        if (command.DetachKeys is { } keys)
        {
            body["DetachKeys"] = keys;
        }

        var answer = await _engine.SendJsonAsync(HttpMethod.Post, $"containers/{container.Id}/exec", body, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        return (string?)answer["Id"] ?? throw EngineError.Fault("The engine took a command but told no id.", container.Name);
    }

    private async Task<int?> ExitCodeAsync(string id, Container container, bool toTheEnd, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var state = await _engine.GetJsonAsync($"exec/{id}/json", ResourceKind.Exec, container.Name, cancellationToken).ConfigureAwait(false);
            if ((bool?)state["Running"] is not true && (int?)state["ExitCode"] is { } code)
            {
                return code;
            }

            var isLong = Stopwatch.GetElapsedTime(started) > Moment;
            if (isLong && !toTheEnd)
            {
                return null;
            }

            await Task.Delay(isLong ? LongInterval : Interval, cancellationToken).ConfigureAwait(false);
        }
    }

    private static DockerNetException Translate(DockerNetException failure, Container container, ContainerCommand command) => failure.ErrorId switch
    {
        "ResourceConflict" => ContainerError.NotRunning(container, failure.Message, failure.InnerException),
        "InvalidRequest" or "EngineFault" => CommandFailure.OfStart(container.Name, command.Words, failure) ?? failure,
        _ => failure,
    };
}
