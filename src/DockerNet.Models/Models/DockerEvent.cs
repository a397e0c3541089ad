namespace DockerNet;

/// <summary>Something that happened on an engine.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">SystemEvents</see>.</remarks>
public sealed record DockerEvent
{
    /// <summary>When, in local time.</summary>
    public DateTime Time { get; init; }

    /// <summary>The kind of thing it happened to: <c>container</c>, <c>network</c>, <c>volume</c>, <c>image</c>, ….</summary>
    public required string Type { get; init; }

    /// <summary>What happened, such as <c>start</c>, <c>die</c>, <c>connect</c>, <c>exec_create: ls</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The id of what it happened to.</summary>
    public string Id { get; init; } = "";

    /// <summary>The name of what it happened to, where the engine tells it.</summary>
    public string Name { get; init; } = "";

    /// <summary>All that the engine tells of it.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary><c>local</c> or <c>swarm</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The engine that it happened on.</summary>
    public string Engine { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Action} {(Name.Length > 0 ? Name : Id)}";
}
