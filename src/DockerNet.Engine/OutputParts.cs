using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace DockerNet.Engine;

/// <summary>Reads a container's output as the engine sends it: plain for a terminal, else in frames that tell output from
/// errors. Source: the "Stream format" of ContainerAttach in the engine API.</summary>
internal static class OutputParts
{
    private const int BufferSize = 64 * 1024;
    private const int HeaderSize = 8;

    /// <summary>The kind of a frame that is the engine's own complaint.</summary>
    private const byte EngineComplaint = 3;

    /// <summary>The parts as they come, none of them empty.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="framed">Whether it has frames.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="EndOfStreamException">It ended within a frame.</exception>
    /// <exception cref="DockerNetException"><c>EngineFault</c>: what the engine complains of in the stream.</exception>
    public static async IAsyncEnumerable<OutputPart> ReadAsync(Stream stream, bool framed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        if (!framed)
        {
            for (int read; (read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                yield return new(OutputStream.StandardOutput, buffer.AsMemory(0, read), StartsFrame: false);
            }

            yield break;
        }

        var (start, end) = (0, 0);
        while (true)
        {
            while (end - start < HeaderSize)
            {
                buffer.AsSpan(start, end - start).CopyTo(buffer);
                (start, end) = (0, end - start);
                var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    if (end > 0)
                    {
                        throw CutOff();
                    }

                    yield break;
                }

                end += read;
            }

            var kind = buffer[start];
            var left = BinaryPrimitives.ReadUInt32BigEndian(buffer.AsSpan(start + 4));
            if (kind > EngineComplaint)
            {
                throw new InvalidDataException($"what came is no output of a container (stream type {kind}).");
            }

            start += HeaderSize;
            var complaint = kind is EngineComplaint ? new MemoryStream() : null;
            for (var begins = true; left > 0; begins = false)
            {
                if (start == end)
                {
                    start = 0;
                    end = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                    if (end == 0)
                    {
                        throw CutOff();
                    }
                }

                var bytes = buffer.AsMemory(start, (int)Math.Min(left, end - start));
                start += bytes.Length;
                left -= (uint)bytes.Length;
                if (complaint is null)
                {
                    yield return new(kind is 2 ? OutputStream.StandardError : OutputStream.StandardOutput, bytes, begins);
                }
                else
                {
                    complaint.Write(bytes.Span);
                }
            }

            if (complaint is not null)
            {
                throw EngineError.Fault(Encoding.UTF8.GetString(complaint.GetBuffer(), 0, (int)complaint.Length).Trim(), null);
            }
        }
    }

    private static EndOfStreamException CutOff() => new("it ended in the middle of a piece of output.");
}
