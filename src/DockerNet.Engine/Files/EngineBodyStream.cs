namespace DockerNet.Engine.Files;

/// <summary>The body of an answer, whose failures are translated where they happen.</summary>
/// <param name="inner">The body.</param>
/// <param name="translate">The failure as the user meets it; null to let it pass.</param>
/// <param name="owner">What is disposed with it, such as the answer.</param>
/// <param name="copied">Hears the bytes read so far.</param>
internal sealed class EngineBodyStream(Stream inner, Func<Exception, DockerNetException?> translate, IDisposable? owner = null, Action<long>? copied = null) : ReadStream
{
    private long _read;

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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            owner?.Dispose();
        }

        base.Dispose(disposing);
    }
}
