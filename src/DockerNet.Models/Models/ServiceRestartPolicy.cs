using System.Globalization;

namespace DockerNet;

/// <summary>When an ended task is replaced. What is null is the engine's own.</summary>
public sealed record ServiceRestartPolicy
{
    /// <summary><c>none</c>, <c>on-failure</c> or <c>any</c>.</summary>
    public string? Condition { get; init; }

    /// <summary>The time before it is replaced.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>How often at most; 0 for without end.</summary>
    public long? MaxAttempts { get; init; }

    /// <summary>The time within which the attempts are counted.</summary>
    public TimeSpan? Window { get; init; }

    /// <summary>In the words of the docker CLI.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Condition is null ? null : $"condition={Condition}",
        Delay is { Ticks: > 0 } delay ? string.Create(CultureInfo.InvariantCulture, $"delay={delay.TotalSeconds}s") : null,
        MaxAttempts is > 0 ? string.Create(CultureInfo.InvariantCulture, $"max-attempts={MaxAttempts}") : null,
        Window is { Ticks: > 0 } window ? string.Create(CultureInfo.InvariantCulture, $"window={window.TotalSeconds}s") : null,
    }.OfType<string>());
}
