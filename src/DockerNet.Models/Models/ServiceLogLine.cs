namespace DockerNet;

/// <summary>One line that a task of a service wrote.</summary>
public sealed record ServiceLogLine
{
    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The task, <c>web.1</c>.</summary>
    public string Task { get; init; } = "";

    /// <summary>The task's id.</summary>
    public string TaskId { get; init; } = "";

    /// <summary>The node's host name.</summary>
    public string Node { get; init; } = "";

    /// <summary>The node's id.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>Where it was written to.</summary>
    public OutputStream Stream { get; init; }

    /// <summary>When it was written, in local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>The line, without its end.</summary>
    public required string Text { get; init; }

    /// <summary>The engine that was asked, a manager.</summary>
    public required string Engine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Task}: {Text}";
}
