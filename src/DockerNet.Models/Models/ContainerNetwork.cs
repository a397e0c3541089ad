namespace DockerNet;

/// <summary>A container's endpoint on one network.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">EndpointSettings</see>.</remarks>
public sealed record ContainerNetwork
{
    /// <summary>The container's name.</summary>
    public string Container { get; init; } = "";

    /// <summary>The container's id.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The network's name.</summary>
    public required string Network { get; init; }

    /// <summary>The network's id.</summary>
    public string NetworkId { get; init; } = "";

    /// <summary>The endpoint's id; empty while the container does not run.</summary>
    public string EndpointId { get; init; } = "";

    /// <summary>The IPv4 address; empty while the container does not run.</summary>
    public string IPAddress { get; init; } = "";

    /// <summary>The length of the IPv4 subnet's prefix, in bits.</summary>
    public int PrefixLength { get; init; }

    /// <summary>The IPv4 gateway.</summary>
    public string Gateway { get; init; } = "";

    /// <summary>The global IPv6 address.</summary>
    public string IPv6Address { get; init; } = "";

    /// <summary>The length of the IPv6 subnet's prefix, in bits.</summary>
    public int IPv6PrefixLength { get; init; }

    /// <summary>The IPv6 gateway.</summary>
    public string IPv6Gateway { get; init; } = "";

    /// <summary>The MAC address.</summary>
    public string MacAddress { get; init; } = "";

    /// <summary>The IPv4 address that was asked for, which it gets again at every start.</summary>
    public string? StaticIPAddress { get; init; }

    /// <summary>The IPv6 address that was asked for.</summary>
    public string? StaticIPv6Address { get; init; }

    /// <summary>Link-local addresses that were asked for.</summary>
    public IReadOnlyList<string> LinkLocalAddresses { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Names besides the container's own by which others on the network find it.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>All names under which the network's DNS knows it (engine 25 and later).</summary>
    public IReadOnlyList<string> DnsNames { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Links to other containers, <c>container:alias</c>.</summary>
    public IReadOnlyList<string> Links { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Options of the network driver for this endpoint.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>The endpoint with the highest priority gives the default gateway (engine 28 and later).</summary>
    public long GatewayPriority { get; init; }

    /// <summary>The engine that keeps the container.</summary>
    public string Engine { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Network;
}
