namespace DockerNet;

/// <summary>Something mounted in a container.</summary>
public sealed record ContainerMount
{
    /// <summary>The container's name.</summary>
    public string Container { get; init; } = "";

    /// <summary>The container's id.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary><c>volume</c>, <c>bind</c>, <c>tmpfs</c>, <c>image</c>, <c>npipe</c> or <c>cluster</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The volume's name, for a volume.</summary>
    public string? Volume { get; init; }

    /// <summary>The path on the engine's host.</summary>
    public string Source { get; init; } = "";

    /// <summary>The path inside the container.</summary>
    public required string Destination { get; init; }

    /// <summary>The volume's driver, for a volume.</summary>
    public string? Driver { get; init; }

    /// <summary>Whether the container may only read it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The mode as given, such as <c>z</c>.</summary>
    public string Mode { get; init; } = "";

    /// <summary>How mounts propagate, for a bind.</summary>
    public string Propagation { get; init; } = "";

    /// <summary>The engine that keeps the container.</summary>
    public string Engine { get; init; } = "";

    /// <summary>As <c>-v</c> takes it.</summary>
    public override string ToString() => $"{Volume ?? (Source.Length > 0 ? Source : Type)}:{Destination}{(ReadOnly ? ":ro" : "")}";
}
