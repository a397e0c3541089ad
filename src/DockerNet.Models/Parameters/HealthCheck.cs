namespace DockerNet;

/// <summary>How the engine finds out whether a container is healthy. What is null is the image's, else the engine's default.</summary>
public sealed record HealthCheck
{
    /// <summary>The check that turns off the image's.</summary>
    public static HealthCheck None { get; } = new() { Test = ["NONE"] };

    /// <summary>The test as the engine has it: <c>CMD</c> and words, <c>CMD-SHELL</c> and a line for the shell, <c>NONE</c>; empty for the image's.</summary>
    public IReadOnlyList<string> Test { get; init; } = [];

    /// <summary>The time between two checks.</summary>
    public TimeSpan? Interval { get; init; }

    /// <summary>How long one may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long after the start failures do not count.</summary>
    public TimeSpan? StartPeriod { get; init; }

    /// <summary>The time between two checks during <see cref="StartPeriod"/> (engine 25 and later).</summary>
    public TimeSpan? StartInterval { get; init; }

    /// <summary>How many failures in a row make it unhealthy.</summary>
    public int? Retries { get; init; }

    /// <summary>Whether checks are turned off.</summary>
    public bool IsNone => Test is ["NONE", ..];

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Test);
}
