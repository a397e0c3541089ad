namespace DockerNet.Engine;

/// <summary>How far a log has been read, so that a second reading gives what the first has not given, and nothing twice.</summary>
/// <remarks>The lines of one stream are in the order of their times; those of the two are so only nearly, since two goroutines
/// of the engine write them.</remarks>
internal sealed class LogPosition
{
    private static readonly TimeSpan Disorder = TimeSpan.FromSeconds(1);

    /// <summary>A line that is longer, in UTF-8, may be kept in pieces, each with a time of its own.</summary>
    private const int SurelyOnePiece = 16 * 1024 / 3;

    private readonly Dictionary<OutputStream, (DateTime Time, int Lines, bool MayBePieces)> _last = [];
    private DateTime? _first;
    private DateTime? _newest;
    private DateTime? _unfinished;

    /// <summary>A line has been given.</summary>
    public void Pass(LogLine line)
    {
        if (line.Time?.ToUniversalTime() is not { } time)
        {
            return;
        }

        var same = _last.TryGetValue(line.Stream, out var last) && last.Time == time;
        _last[line.Stream] = (time, same ? last.Lines + 1 : 1, line.Text.Length > SurelyOnePiece);
        _first ??= time;
        _newest = _newest > time ? _newest : time;
    }

    /// <summary>A line has begun, and is to be read again when it is whole.</summary>
    public void Begin(LogLine line)
    {
        if (line.Time?.ToUniversalTime() is { } time)
        {
            _unfinished = _unfinished < time ? _unfinished : time;
        }
    }

    /// <summary>What a second reading asks for. What -Tail left out stays out.</summary>
    public LogQuery Rest(LogQuery query)
    {
        // A reading that began within the pieces of a line would take the rest of it for another line.
        var from = _last.Values.Where(last => last.MayBePieces).Select(last => (DateTime?)last.Time).Append(_newest - Disorder).Append(_unfinished).Min();
        if (query.Tail is not null && from < _first)
        {
            from = _first;
        }

        return query with
        {
            Follow = false,
            Tail = null,
            Since = from is { } time && !(query.Since?.Time.UtcDateTime > time) ? new(time) : query.Since,
        };
    }

    /// <summary>Whether the next line of the second reading is one that the first has given.</summary>
    public bool Knows(LogLine line)
    {
        if (line.Time?.ToUniversalTime() is not { } time || !_last.TryGetValue(line.Stream, out var last) || time > last.Time)
        {
            return false;
        }

        if (time == last.Time)
        {
            // Lines of the same time are told by their number.
            _last[line.Stream] = last with { Lines = last.Lines - 1 };
            return last.Lines > 0;
        }

        return true;
    }
}
