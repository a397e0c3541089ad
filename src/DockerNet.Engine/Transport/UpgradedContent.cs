using System.Net;

namespace DockerNet.Engine.Transport;

/// <summary>The "content" of an answer that switched protocols: the raw connection.</summary>
internal sealed class UpgradedContent(EngineStream connection) : HttpContent
{
    public EngineStream Connection { get; } = connection;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Connection.CopyToAsync(stream);

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Connection.Dispose();
        }

        base.Dispose(disposing);
    }
}
