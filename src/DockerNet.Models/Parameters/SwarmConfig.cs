namespace DockerNet;

/// <summary>A swarm before it exists.</summary>
public sealed record SwarmConfig
{
    /// <summary>The address, or interface, that other nodes are to reach this one at; null where the host has only one.</summary>
    public string? AdvertiseAddress { get; init; }

    /// <summary>Where to listen for other nodes: address or interface, with an optional port.</summary>
    public string ListenAddress { get; init; } = "0.0.0.0:2377";

    /// <summary>The address, or interface, of overlay traffic; null for that of <see cref="AdvertiseAddress"/>.</summary>
    public string? DataPathAddress { get; init; }

    /// <summary>The UDP port of overlay traffic; null for 4789.</summary>
    public int? DataPathPort { get; init; }

    /// <summary>Pools that overlay networks get their subnets from, in CIDR notation; none for the engine's own choice.</summary>
    public IReadOnlyList<string> AddressPools { get; init; } = [];

    /// <summary>The prefix length of such a subnet; null for 24.</summary>
    public int? SubnetSize { get; init; }

    /// <summary>Whether this node takes tasks.</summary>
    public NodeAvailability Availability { get; init; }

    /// <summary>Whether to start anew from this manager's state, after most managers were lost.</summary>
    public bool ForceNewCluster { get; init; }
}
