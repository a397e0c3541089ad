namespace DockerNet;

/// <summary>Which lines of a service's log.</summary>
public sealed record ServiceLogQuery
{
    /// <summary>Whether to go on with the lines that come.</summary>
    public bool Follow { get; init; }

    /// <summary>How many lines of each task from the end; null for all.</summary>
    public int? Tail { get; init; }

    /// <summary>Only lines from then on; null for all.</summary>
    public Moment? Since { get; init; }
}
