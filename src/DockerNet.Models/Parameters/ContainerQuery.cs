namespace DockerNet;

/// <summary>Conditions on containers; within one the values are alternatives, and all conditions must hold (labels: each).</summary>
public sealed record ContainerQuery
{
    /// <summary>Labels, <c>key</c> or <c>key=value</c>.</summary>
    public IReadOnlyCollection<string> Labels { get; init; } = [];

    /// <summary>States.</summary>
    public IReadOnlyCollection<ContainerState> States { get; init; } = [];

    /// <summary>Images, or ancestors of the images.</summary>
    public IReadOnlyCollection<string> Images { get; init; } = [];

    /// <summary>Networks, by name or id.</summary>
    public IReadOnlyCollection<string> Networks { get; init; } = [];

    /// <summary>Volumes by name, or mount points.</summary>
    public IReadOnlyCollection<string> Volumes { get; init; } = [];

    /// <summary>Whether to measure what was written over the image: slow.</summary>
    public bool Size { get; init; }
}
