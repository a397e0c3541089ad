namespace DockerNet.Engine.Files;

/// <summary>A file as long as it was when it was opened: one that grows or shrinks while it is read must not break the archive around it.</summary>
internal sealed class FixedLengthStream(FileStream file, Action<int> read) : ReadStream
{
    private long _position;

    /// <summary>Why it could not be read to its end.</summary>
    public IOException? Failure { get; private set; }

    public override bool CanSeek => true;

    public override long Length { get; } = file.Length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, Length - _position);
        if (wanted == 0)
        {
            return 0;
        }

        var count = await file.ReadAsync(buffer[..wanted], cancellationToken).ConfigureAwait(false);
        if (count == 0)
        {
            Failure = new IOException("the file became shorter while it was read.");
            throw Failure;
        }

        _position += count;
        read(count);
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            file.Dispose();
        }

        base.Dispose(disposing);
    }
}
