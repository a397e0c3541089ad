using System.Collections.Concurrent;
using System.Diagnostics;

namespace DockerNet.Engine.Transport;

/// <summary>The standard input and output of a process as one stream; disposing it ends the process.</summary>
internal sealed class ProcessStream : Stream
{
    /// <summary>How long a process that said all it had to say may take to end.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Process _process;
    private readonly Func<string, Exception> _failure;
    private readonly Stream _output;
    private readonly Stream _input;
    private readonly ConcurrentQueue<string> _complaints = new();
    private bool _hasAnswered;

    /// <param name="process">The process, with all three streams redirected.</param>
    /// <param name="failure">The failure of a process that ends before it answered anything, from what it said on its standard error.</param>
    public ProcessStream(Process process, Func<string, Exception> failure)
    {
        (_process, _failure) = (process, failure);
        (_output, _input) = (process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        process.ErrorDataReceived += (_, line) =>
        {
            if (!string.IsNullOrWhiteSpace(line.Data) && !_hasAnswered)
            {
                _complaints.Enqueue(line.Data.Trim());
            }
        };
        process.BeginErrorReadLine();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => _output.Read(buffer, offset, count);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _output.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (read == 0 && buffer.Length > 0 && !_hasAnswered)
        {
            throw await FailureAsync(cancellationToken).ConfigureAwait(false);
        }

        _hasAnswered |= read > 0;
        return read;
    }

    public override void Write(byte[] buffer, int offset, int count) => _input.Write(buffer, offset, count);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await _input.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException) when (!_hasAnswered)
        {
            throw await FailureAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public override void Flush() => _input.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => _input.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            try
            {
                _process.Kill(entireProcessTree: true);
            }
            catch (InvalidOperationException)
            {
                // It has ended by itself.
            }

            _process.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<Exception> FailureAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Something that it left behind keeps its standard error open, as the master of shared ssh connections does.
        }

        return _failure(_complaints.IsEmpty ? "it ended before anything answered." : string.Join(' ', _complaints));
    }
}
