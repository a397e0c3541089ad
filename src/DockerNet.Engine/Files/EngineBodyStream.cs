namespace DockerNet.Engine.Files;

/// <summary>The body of an answer, whose failures are translated where they happen.</summary>
/// <param name="inner">The body.</param>
/// <param name="translate">The failure as the user meets it; null to let it pass.</param>
/// <param name="owner">What is disposed with it, such as the answer.</param>
/// <param name="copied">Hears the bytes read so far.</param>
internal sealed class EngineBodyStream(Stream inner, Func<Exception, DockerNetException?> translate, IDisposable? owner = null, Action<long>? copied = null) : Stream
{
    private long _read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            copied?.Invoke(_read += count);
            return count;
        }
        catch (Exception e) when (translate(e) is { } failure)
        {
            throw failure;
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            owner?.Dispose();
        }

        base.Dispose(disposing);
    }
}
