using System.Runtime.CompilerServices;
using Docker.DotNet;

namespace DockerNet.Engine;

/// <summary>A command under way in a container.</summary>
public sealed class RunningCommand : IDisposable
{
    /// <summary>How often, and how long apart, an ended command is asked for its exit code: the stream may end a moment before the engine has it.</summary>
    private const int ExitCodeAttempts = 50;
    private static readonly TimeSpan ExitCodeInterval = TimeSpan.FromMilliseconds(20);

    private readonly EngineConnection _engine;
    private readonly Container _container;
    private readonly string _id;
    private readonly MultiplexedStream _frames;

    internal RunningCommand(EngineConnection engine, Container container, string id, MultiplexedStream frames)
    {
        _engine = engine;
        _container = container;
        _id = id;
        _frames = frames;
    }

    /// <summary>The lines of both streams as they come, until the command ends.</summary>
    /// <exception cref="DockerNetException"><c>StreamBroken</c>: the engine went away meanwhile.</exception>
    public async IAsyncEnumerable<OutputLine> ReadLinesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var lines = OutputLines.ReadAsync(_frames, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await _engine.CallAsync((_, _) => lines.MoveNextAsync().AsTask(), ResourceKind.Container, _container.Name, cancellationToken, Timeout.InfiniteTimeSpan).ConfigureAwait(false))
        {
            yield return lines.Current;
        }
    }

    /// <summary>The exit code of the ended command.</summary>
    /// <exception cref="DockerNetException"><c>StreamBroken</c>: the engine closed the stream, but the command goes on.</exception>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < ExitCodeAttempts; attempt++)
        {
            var state = await _engine.CallAsync((client, token) => client.Exec.InspectContainerExecAsync(_id, token), ResourceKind.Exec, _container.Name, cancellationToken).ConfigureAwait(false);
            if (!state.Running && state.ExitCode is { } code)
            {
                return (int)code;
            }

            await Task.Delay(ExitCodeInterval, cancellationToken).ConfigureAwait(false);
        }

        throw EngineError.StreamBroken(_engine.Name, "the output of the command ended, but not the command.", _container.Name);
    }

    /// <summary>Lets go of the stream; the command itself goes on where it has not ended.</summary>
    public void Dispose() => _frames.Dispose();
}
