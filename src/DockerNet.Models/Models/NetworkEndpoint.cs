namespace DockerNet;

/// <summary>A container on a network, as the network tells it: running containers only.</summary>
public sealed record NetworkEndpoint
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The container's id.</summary>
    public required string ContainerId { get; init; }

    /// <summary>The endpoint's id.</summary>
    public string EndpointId { get; init; } = "";

    /// <summary>The MAC address.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>The IPv4 address.</summary>
    public string IPAddress { get; init; } = "";

    /// <summary>The IPv6 address.</summary>
    public string IPv6Address { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Container;
}
