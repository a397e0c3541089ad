namespace DockerNet.Engine.Files;

/// <summary>A stream that tells how much of it has been read.</summary>
internal sealed class CountedStream(Stream inner, IProgress<long> progress) : ReadStream
{
    private long _read;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        progress.Report(_read += count);
        return count;
    }
}
