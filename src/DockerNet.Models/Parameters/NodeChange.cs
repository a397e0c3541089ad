namespace DockerNet;

/// <summary>What is to change about a node; null keeps what is.</summary>
public sealed record NodeChange
{
    /// <summary>Whether it takes tasks.</summary>
    public NodeAvailability? Availability { get; init; }

    /// <summary>Its part in the swarm.</summary>
    public NodeRole? Role { get; init; }

    /// <summary>Labels to set; a null value removes one. Others are kept.</summary>
    public IReadOnlyDictionary<string, string?> Labels { get; init; } = new Dictionary<string, string?>();
}
