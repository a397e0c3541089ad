using System.Globalization;

namespace DockerNet;

/// <summary>How an update, or the way back from one, replaces tasks. What is null is the engine's own.</summary>
public sealed record UpdatePolicy
{
    /// <summary>How many tasks at a time; 0 for all.</summary>
    public long? Parallelism { get; init; }

    /// <summary>The time between two of them.</summary>
    public TimeSpan? Delay { get; init; }

    /// <summary>What to do when tasks fail: <c>pause</c>, <c>continue</c>, or, for an update, <c>rollback</c>.</summary>
    public string? FailureAction { get; init; }

    /// <summary>How long a new task is watched for a failure.</summary>
    public TimeSpan? Monitor { get; init; }

    /// <summary>The share of tasks that may fail, 0 to 1.</summary>
    public double? MaxFailureRatio { get; init; }

    /// <summary><c>stop-first</c> or <c>start-first</c>.</summary>
    public string? Order { get; init; }

    /// <summary>In the words of the docker CLI.</summary>
    public override string ToString() => string.Join(", ", new[]
    {
        Parallelism is null ? null : string.Create(CultureInfo.InvariantCulture, $"parallelism={Parallelism}"),
        Delay is { Ticks: > 0 } delay ? string.Create(CultureInfo.InvariantCulture, $"delay={delay.TotalSeconds}s") : null,
        FailureAction is null ? null : $"failure-action={FailureAction}",
        Monitor is { Ticks: > 0 } monitor ? string.Create(CultureInfo.InvariantCulture, $"monitor={monitor.TotalSeconds}s") : null,
        MaxFailureRatio is > 0 ? string.Create(CultureInfo.InvariantCulture, $"max-failure-ratio={MaxFailureRatio}") : null,
        Order is null ? null : $"order={Order}",
    }.OfType<string>());
}
