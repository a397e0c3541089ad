namespace DockerNet;

/// <summary>A network.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">NetworkInspect</see>.</remarks>
public sealed record Network
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The first 12 digits of the id, as <c>docker network ls</c> shows it.</summary>
    public string ShortId => Id[..Math.Min(12, Id.Length)];

    /// <summary>The driver: <c>bridge</c>, <c>overlay</c>, <c>macvlan</c>, <c>ipvlan</c>, <c>host</c>, <c>null</c>, or a plug-in's name.</summary>
    public string Driver { get; init; } = "";

    /// <summary><c>local</c>, <c>swarm</c> or <c>global</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>When it was created, in local time.</summary>
    public DateTime Created { get; init; }

    /// <summary>Whether it gives IPv6 addresses.</summary>
    public bool IPv6 { get; init; }

    /// <summary>Whether it has no way out.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether containers that belong to no service may connect to it.</summary>
    public bool Attachable { get; init; }

    /// <summary>Whether it is the swarm's routing mesh.</summary>
    public bool Ingress { get; init; }

    /// <summary>Whether it only holds a configuration for others.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>The network that its configuration comes from.</summary>
    public string? ConfigFrom { get; init; }

    /// <summary>Its address pools in one text, in CIDR notation.</summary>
    public string Subnet => string.Join(", ", Subnets);

    /// <summary>Its address pools.</summary>
    public IReadOnlyList<NetworkSubnet> Subnets { get; init => field = Items<NetworkSubnet>.Of(value); } = Items<NetworkSubnet>.None;

    /// <summary>The driver that manages its addresses.</summary>
    public string IpamDriver { get; init; } = "";

    /// <summary>Options of the IPAM driver.</summary>
    public IReadOnlyDictionary<string, string> IpamOptions { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>The endpoints of containers on it; null where they were not asked for.</summary>
    public IReadOnlyList<NetworkEndpoint>? Containers { get; init => field = value is null ? null : Items<NetworkEndpoint>.Of(value); }

    /// <summary>The engine that keeps it.</summary>
    public required string Engine { get; init; }

    /// <summary>Whether the engine made it itself (bridge, host, none): such a network cannot be removed.</summary>
    public bool Predefined => Name is "bridge" or "host" or "none" or "nat" or "podman";

    /// <inheritdoc/>
    public override string ToString() => Name;
}
