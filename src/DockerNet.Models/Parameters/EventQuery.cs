namespace DockerNet;

/// <summary>Conditions on events; within one the values are alternatives, and all conditions must hold (labels: each).</summary>
public sealed record EventQuery
{
    /// <summary>Whether to go on with the events that come.</summary>
    public bool Follow { get; init; }

    /// <summary>Only events from then on; null for all that the engine still knows, or none where it is followed.</summary>
    public Moment? Since { get; init; }

    /// <summary>Only events until then; null for now, or without end where it is followed.</summary>
    public Moment? Until { get; init; }

    /// <summary>Filters of the engine: <c>type</c>, <c>event</c>, <c>container</c>, <c>network</c>, <c>volume</c>, <c>image</c>, <c>label</c>, ….</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> Filters { get; init; } = new Dictionary<string, IReadOnlyCollection<string>>();
}
