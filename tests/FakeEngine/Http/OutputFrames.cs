using System.Buffers.Binary;

namespace DockerNet.FakeEngine;

/// <summary>Writes output as the engine does: in frames that tell output from errors, or plain for a terminal.</summary>
internal sealed class OutputFrames(Stream stream, bool plain) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public static string ContentType(bool tty, ApiVersion version) =>
        !tty && version.AtLeast(42) ? "application/vnd.docker.multiplexed-stream" : "application/vnd.docker.raw-stream";

    public void Dispose() => _turn.Dispose();

    public async Task WriteAsync(bool isError, ReadOnlyMemory<byte> bytes, CancellationToken stop)
    {
        if (bytes.Length == 0)
        {
            return;
        }

        await _turn.WaitAsync(stop);
        try
        {
            if (plain)
            {
                await stream.WriteAsync(bytes, stop);
            }
            else
            {
                var frame = new byte[8 + bytes.Length];
                frame[0] = isError ? (byte)2 : (byte)1;
                BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), bytes.Length);
                bytes.Span.CopyTo(frame.AsSpan(8));
                await stream.WriteAsync(frame, stop);
            }

            await stream.FlushAsync(stop);
        }
        finally
        {
            _turn.Release();
        }
    }
}
