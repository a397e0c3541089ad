using DockerNet.Engine.Transport;

namespace DockerNet.Engine;

/// <summary>A command under way in a container, or a container's own: its output, its input, its terminal, its end.</summary>
public sealed class RunningCommand : IDisposable
{
    private readonly EngineConnection _engine;
    private readonly EngineStream _stream;
    private readonly bool _framed;
    private readonly Func<CancellationToken, Task<int?>> _exitCode;
    private readonly Func<TerminalSize, CancellationToken, Task> _resize;

    /// <param name="engine">The engine.</param>
    /// <param name="container">The container.</param>
    /// <param name="stream">The connection to the command.</param>
    /// <param name="tty">Whether the command has a terminal: then its output has no frames.</param>
    /// <param name="exitCode">Waits a moment for the exit code; null for a command that goes on.</param>
    /// <param name="resize">Tells the command's terminal a new size.</param>
    internal RunningCommand(EngineConnection engine, Container container, EngineStream stream, bool tty, Func<CancellationToken, Task<int?>> exitCode, Func<TerminalSize, CancellationToken, Task> resize)
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

    /// <summary>The exit code of the ended command.</summary>
    /// <exception cref="DockerNetException"><c>StreamBroken</c>: the engine closed the stream, but the command goes on, or the engine is gone.</exception>
    public async Task<int> ExitCodeAsync(CancellationToken cancellationToken) =>
        await TryExitCodeAsync(cancellationToken).ConfigureAwait(false)
        ?? throw EngineError.StreamBroken(_engine.Name, "the output of the command ended, but not the command.", Container.Name);

    /// <summary>The exit code; null for a command that goes on, as one does that was detached from.</summary>
    /// <exception cref="DockerNetException"><c>StreamBroken</c>: the engine is gone.</exception>
    public async Task<int?> TryExitCodeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _exitCode(cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "EngineUnavailable")
        {
            throw EngineError.StreamBroken(_engine.Name, "it went away while the command ran.", Container.Name, e);
        }
    }

    /// <summary>Lets go of the stream; the command itself goes on where it has not ended.</summary>
    public void Dispose() => _stream.Dispose();
}
