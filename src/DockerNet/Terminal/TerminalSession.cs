using DockerNet.Engine;

namespace DockerNet;

/// <summary>Connects the user's console with a command in a container until the command ends or the user detaches.</summary>
internal static class TerminalSession
{
    /// <summary>How long a key may be waited for before the size is looked at and the end is noticed, in milliseconds.</summary>
    private const int Patience = 50;
    private const int BufferSize = 4096;

    /// <summary>Hands the terminal over: keys go in as they are pressed, output comes out as it is.</summary>
    /// <param name="command">A command with a terminal.</param>
    /// <param name="terminal">The user's terminal.</param>
    /// <param name="cancellationToken">Ends it; the command goes on.</param>
    public static Task RunAsync(RunningCommand command, Terminal terminal, CancellationToken cancellationToken) =>
        RunAsync(command, terminal.Read, followSize: true, cancellationToken);

    /// <summary>Gives the standard input to a command without a terminal, and its output to the console.</summary>
    /// <inheritdoc cref="RunAsync(RunningCommand, Terminal, CancellationToken)"/>
    public static Task FeedAsync(RunningCommand command, CancellationToken cancellationToken) =>
        Task.Run(() => FeedAsync(command, StandardInput.Read, followSize: false, cancellationToken), cancellationToken);

    private static async Task RunAsync(RunningCommand command, Func<byte[], int, int> read, bool followSize, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var feeding = Task.Run(() => FeedAsync(command, read, followSize, ended.Token), CancellationToken.None);
        try
        {
            await using var screen = Console.OpenStandardOutput();
            await foreach (var part in command.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                await screen.WriteAsync(part.Bytes, cancellationToken).ConfigureAwait(false);
                await screen.FlushAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await feeding.ConfigureAwait(false);
        }
    }

    private static async Task FeedAsync(RunningCommand command, Func<byte[], int, int> read, bool followSize, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        var size = default(TerminalSize);
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                if (followSize && Terminal.Size is { Width: > 0, Height: > 0 } now && now != size)
                {
                    size = now;
                    await command.ResizeAsync(size, cancellationToken).ConfigureAwait(false);
                }

                var count = read(buffer, Patience);
                if (count < 0)
                {
                    command.CloseInput();
                    return;
                }

                if (count > 0 && !await command.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The command ended meanwhile.
        }
    }
}
