namespace DockerNet;

/// <summary>A container that mounts a volume.</summary>
public sealed record VolumeUser
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The container's id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The container's state.</summary>
    public ContainerState State { get; init; }

    /// <summary>The path inside the container.</summary>
    public required string Destination { get; init; }

    /// <summary>Whether the container may only read it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>The engine that keeps both.</summary>
    public required string Engine { get; init; }

    /// <summary>The container and the path, <c>web04:/data1</c>, and whether it may only read.</summary>
    public override string ToString() => $"{Container}:{Destination}{(ReadOnly ? ":ro" : "")}";
}
