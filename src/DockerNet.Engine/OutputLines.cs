using System.Runtime.CompilerServices;
using System.Text;
using Docker.DotNet;

namespace DockerNet.Engine;

/// <summary>Reads the frames of a container's output as lines. A line may come in many frames, a character may be split over
/// two of them, and the lines of the two streams may come interleaved: each stream has its own decoder and its own rest.</summary>
internal static class OutputLines
{
    private const int BufferSize = 32 * 1024;

    /// <summary>The lines in the order of their ends.</summary>
    /// <param name="frames">The stream, multiplexed or raw.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<OutputLine> ReadAsync(MultiplexedStream frames, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (output, error) = (new Rest(OutputStream.StandardOutput), new Rest(OutputStream.StandardError));
        var buffer = new byte[BufferSize];
        while (true)
        {
            var read = await frames.ReadOutputAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
            if (read.EOF)
            {
                break;
            }

            var rest = read.Target is MultiplexedStream.TargetStream.StandardError ? error : output;
            foreach (var line in rest.Add(buffer.AsSpan(0, read.Count)))
            {
                yield return line;
            }
        }

        foreach (var line in new[] { output.End(), error.End() }.OfType<OutputLine>())
        {
            yield return line;
        }
    }

    /// <summary>What one stream has written since its last line end.</summary>
    private sealed class Rest(OutputStream stream)
    {
        private readonly Decoder _decoder = Encoding.UTF8.GetDecoder();
        private readonly StringBuilder _line = new();

        public List<OutputLine> Add(ReadOnlySpan<byte> bytes)
        {
            var lines = new List<OutputLine>();
            var characters = new char[_decoder.GetCharCount(bytes, flush: false)];
            _decoder.GetChars(bytes, characters, flush: false);
            var text = characters.AsSpan();
            for (var end = text.IndexOf('\n'); end >= 0; end = text.IndexOf('\n'))
            {
                _line.Append(text[..end]);
                lines.Add(Take());
                text = text[(end + 1)..];
            }

            _line.Append(text);
            return lines;
        }

        /// <summary>The last line, where it has no end.</summary>
        public OutputLine? End()
        {
            var characters = new char[_decoder.GetCharCount([], flush: true)];
            _decoder.GetChars([], characters, flush: true);
            _line.Append(characters);
            return _line.Length > 0 ? Take() : null;
        }

        private OutputLine Take()
        {
            // A terminal ends its lines with CR LF.
            if (_line.Length > 0 && _line[^1] is '\r')
            {
                _line.Length--;
            }

            var line = new OutputLine(stream, _line.ToString());
            _line.Clear();
            return line;
        }
    }
}
