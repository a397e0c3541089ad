using DockerNet.Engine.Transport;

namespace DockerNet.Engine;

/// <summary>A command under way in a container, or a container's own: its output, its input, its terminal, its end.</summary>
public sealed class RunningCommand : IDisposable
{
    private readonly EngineConnection _engine;
    private readonly EngineStream _stream;
    private readonly bool _framed;
    private readonly Func<bool, CancellationToken, Task<int?>> _exitCode;
    private readonly Func<TerminalSize, CancellationToken, Task> _resize;

    /// <param name="engine">The engine.</param>
    /// <param name="container">The container.</param>
    /// <param name="stream">The connection to the command.</param>
    /// <param name="tty">Whether the command has a terminal: then its output has no frames.</param>
    /// <param name="exitCode">Waits for the exit code: to the end, or only a moment; null then for a command that goes on.</param>
    /// <param name="resize">Tells the command's terminal a new size.</param>
    internal RunningCommand(EngineConnection engine, Container container, EngineStream stream, bool tty, Func<bool, CancellationToken, Task<int?>> exitCode, Func<TerminalSize, CancellationToken, Task> resize)
    {
        _engine = engine;
        Container = container;
        _stream = stream;
        _framed = !tty;
        _exitCode = exitCode;
        _resize = resize;
    }

    /// <summary>The container.</summary>
    public Container Container { get; }

    /// <summary>The output as it comes, until the command ends.</summary>
    /// <exception cref="DockerNetException"><c>StreamBroken</c>: the engine went away meanwhile.</exception>
    public IAsyncEnumerable<OutputPart> ReadAsync(CancellationToken cancellationToken) =>
        _engine.ReadAsync(OutputParts.ReadAsync(_stream, _framed, cancellationToken), ResourceKind.Container, Container.Name, cancellationToken);

    /// <summary>The lines of both streams as they come, until the command ends.</summary>
    /// <inheritdoc cref="ReadAsync"/>
    public IAsyncEnumerable<OutputLine> ReadLinesAsync(CancellationToken cancellationToken) =>
        _engine.ReadAsync(OutputLines.ReadAsync(OutputParts.ReadAsync(_stream, _framed, cancellationToken), cancellationToken), ResourceKind.Container, Container.Name, cancellationToken);

    /// <summary>Writes to the command's input.</summary>
    /// <returns>Whether anybody may still read it: a command that has ended, or closed its input, is no failure.</returns>
    public async Task<bool> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        // Whether the engine itself is gone shows when it is asked for the exit code.
        _stream.EndsWithReset = true;
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or System.Net.Sockets.SocketException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Ends the command's input.</summary>
    public void CloseInput() => _stream.CloseWrite();

    /// <summary>Tells the command's terminal a new size; one that has ended has none any more.</summary>
    public async Task ResizeAsync(TerminalSize size, CancellationToken cancellationToken)
    {
        try
        {
            await _resize(size, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ResourceConflict" or "EngineFault" or "ContainerNotFound" or "ExecNotFound")
        {
            // It ended meanwhile.
        }
    }

    /// <summary>Waits for the end of the command, and gives its exit code.</summary>
    /// <exception cref="DockerNetException"><c>StreamBroken</c>: the engine is gone.</exception>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken) => (await ExitCodeAsync(toTheEnd: true, cancellationToken).ConfigureAwait(false))!.Value;

    /// <summary>The exit code of a command whose output has ended; null for one that goes on, as one does that was detached from.</summary>
    /// <inheritdoc cref="ExitCodeAsync(CancellationToken)"/>
    public Task<int?> TryExitCodeAsync(CancellationToken cancellationToken) => ExitCodeAsync(toTheEnd: false, cancellationToken);

    /// <summary>Lets go of the stream; the command itself goes on where it has not ended.</summary>
    public void Dispose() => _stream.Dispose();

    private async Task<int?> ExitCodeAsync(bool toTheEnd, CancellationToken cancellationToken)
    {
        try
        {
            return await _exitCode(toTheEnd, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "EngineUnavailable")
        {
            throw EngineError.StreamBroken(_engine.Name, "it went away while the command ran.", Container.Name, e);
        }
    }
}
