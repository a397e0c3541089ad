namespace DockerNet;

/// <summary>Which lines of a log.</summary>
public sealed record LogQuery
{
    /// <summary>Whether to go on with the lines that come.</summary>
    public bool Follow { get; init; }

    /// <summary>How many lines from the end; null for all.</summary>
    public int? Tail { get; init; }

    /// <summary>Only lines from then on.</summary>
    public Moment? Since { get; init; }

    /// <summary>Only lines until then.</summary>
    public Moment? Until { get; init; }
}
