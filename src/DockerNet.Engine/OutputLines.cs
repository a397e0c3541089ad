using System.Runtime.CompilerServices;
using System.Text;

namespace DockerNet.Engine;

/// <summary>Puts a container's output together as lines. A line may come in many parts, a character may be split over two of
/// them, and the lines of the two streams may come interleaved: bytes become text only when their line is whole.</summary>
internal static class OutputLines
{
    /// <summary>The lines in the order of their ends.</summary>
    /// <param name="parts">The output.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<OutputLine> ReadAsync(IAsyncEnumerable<OutputPart> parts, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var line in ReadAsync(parts, timestamps: false, (stream, _, text, _) => new OutputLine(stream, text), cancellationToken).ConfigureAwait(false))
        {
            yield return line;
        }
    }

    /// <summary>The lines in the order of their ends, as something else.</summary>
    /// <param name="parts">The output.</param>
    /// <param name="timestamps">Whether each piece of output begins with its time.</param>
    /// <param name="make">Makes an item of a line: its stream, time and text, and whether it has its end.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        IAsyncEnumerable<OutputPart> parts,
        bool timestamps,
        Func<OutputStream, DateTime?, string, bool, T> make,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (output, error) = (new Rest(timestamps), new Rest(timestamps));
        await foreach (var part in parts.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var rest = part.Stream is OutputStream.StandardError ? error : output;
            if (part.StartsFrame)
            {
                rest.BeginPiece();
            }

            var bytes = part.Bytes;
            while (rest.TakeLine(ref bytes, out var time, out var text))
            {
                yield return make(part.Stream, time, text, true);
            }
        }

        if (output.TakeRest(out var lastTime, out var lastText))
        {
            yield return make(OutputStream.StandardOutput, lastTime, lastText, false);
        }

        if (error.TakeRest(out lastTime, out lastText))
        {
            yield return make(OutputStream.StandardError, lastTime, lastText, false);
        }
    }

    /// <summary>What one stream has written since its last line end.</summary>
    private sealed class Rest(bool timestamps)
    {
        /// <summary>The engine keeps a longer line in pieces of this size, and puts a time before each.</summary>
        private const int LongestPiece = 16 * 1024;

        /// <summary>Where in the unfinished line further pieces begin.</summary>
        private readonly List<int> _pieces = [];
        private byte[] _bytes = new byte[1024];
        private int _length;

        public void BeginPiece()
        {
            if (timestamps && _length > 0)
            {
                _pieces.Add(_length);
            }
        }

        /// <summary>Takes bytes in, up to the end of a line if there is one.</summary>
        public bool TakeLine(ref ReadOnlyMemory<byte> bytes, out DateTime? time, out string text)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            if (end < 0)
            {
                Keep(bytes.Span);
                (time, text) = (null, "");
                return false;
            }

            if (_length == 0 && (!timestamps || end <= LongestPiece))
            {
                text = Text(bytes.Span[..end], out time);
            }
            else
            {
                Keep(bytes.Span[..end]);
                text = TakeKept(out time);
            }

            bytes = bytes[(end + 1)..];
            return true;
        }

        /// <summary>The last line, where it has no end.</summary>
        public bool TakeRest(out DateTime? time, out string text)
        {
            (time, text) = (null, "");
            if (_length == 0)
            {
                return false;
            }

            text = TakeKept(out time);
            return true;
        }

        private void Keep(ReadOnlySpan<byte> bytes)
        {
            if (_length + bytes.Length > _bytes.Length)
            {
                Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + bytes.Length));
            }

            bytes.CopyTo(_bytes.AsSpan(_length));
            _length += bytes.Length;
        }

        private string TakeKept(out DateTime? time)
        {
            if (timestamps)
            {
                FindPiecesOfPlainStream();
                for (var i = _pieces.Count - 1; i >= 0; i--)
                {
                    Cut(_pieces[i]);
                }
            }

            var text = Text(_bytes.AsSpan(0, _length), out time);
            _pieces.Clear();
            _length = 0;
            return text;
        }

        /// <summary>A terminal's stream has no frames: its pieces are told by their size.</summary>
        private void FindPiecesOfPlainStream()
        {
            if (_pieces.Count > 0 || _length <= LongestPiece)
            {
                return;
            }

            var start = 0;
            while (LogTime.TryRead(_bytes.AsSpan(start, _length - start), out _, out var stamp) && start + stamp + LongestPiece < _length)
            {
                start += stamp + LongestPiece;
                _pieces.Add(start);
            }
        }

        /// <summary>Takes the time of a further piece out of the line.</summary>
        private void Cut(int start)
        {
            if (LogTime.TryRead(_bytes.AsSpan(start, _length - start), out _, out var stamp))
            {
                _bytes.AsSpan((start + stamp).._length).CopyTo(_bytes.AsSpan(start));
                _length -= stamp;
            }
        }

        private string Text(ReadOnlySpan<byte> line, out DateTime? time)
        {
            time = null;
            if (timestamps && LogTime.TryRead(line, out var read, out var stamp))
            {
                time = read;
                line = line[stamp..];
            }

            // A terminal ends its lines with CR LF.
            return Encoding.UTF8.GetString(line is [.., (byte)'\r'] ? line[..^1] : line);
        }
    }
}
