namespace DockerNet;

/// <summary>When an ended task is replaced. What is null is the engine's own.</summary>
public sealed record RestartPolicy
{
    /// <summary><c>none</c>, <c>on-failure</c> or <c>any</c>.</summary>
    public string? Condition { get; init; }

    /// <summary>The time before it is replaced.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How often at most; 0 for without end.</summary>
    public long? MaxAttempts { get; init; }

    /// <summary>The time within which the attempts are counted.</summary>
    public TimeSpan? Window { get; init; }
}
