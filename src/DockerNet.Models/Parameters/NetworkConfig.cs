namespace DockerNet;

/// <summary>A network before it exists.</summary>
public sealed record NetworkConfig
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The driver.</summary>
    public string Driver { get; init; } = "bridge";

    /// <summary>The address pools; empty for one that the engine chooses.</summary>
    public IReadOnlyList<NetworkSubnet> Subnets { get; init; } = [];

    /// <summary>Whether it gives IPv6 addresses; null leaves it to the engine.</summary>
    public bool? IPv6 { get; init; }

    /// <summary>Whether it has no way out.</summary>
    public bool Internal { get; init; }

    /// <summary>Whether containers that belong to no service may connect to it.</summary>
    public bool Attachable { get; init; }

    /// <summary>Whether it is to be the swarm's routing mesh.</summary>
    public bool Ingress { get; init; }

    /// <summary>Whether it only holds a configuration for others.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>The network to take the configuration from.</summary>
    public string? ConfigFrom { get; init; }

    /// <summary><c>local</c>, <c>swarm</c> or <c>global</c>; null leaves it to the driver.</summary>
    public string? Scope { get; init; }

    /// <summary>The driver that manages the addresses.</summary>
    public string IpamDriver { get; init; } = "default";

    /// <summary>Options of the IPAM driver.</summary>
    public IReadOnlyDictionary<string, string> IpamOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>Options of the driver, <c>parent</c> of macvlan and ipvlan among them.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>Says what the engine would refuse, or worse, accept, before it is asked.</summary>
    /// <exception cref="DockerNetException">What contradicts itself.</exception>
    public void Validate()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Any(c => char.IsWhiteSpace(c) || c is '/'))
        {
            throw InputError.Invalid("InvalidNetworkName", $"'{Name}' is no name for a network: it must not be empty nor hold blanks or slashes.", Name);
        }

        if (ConfigOnly && ConfigFrom is not null)
        {
            throw InputError.Invalid("ConflictingParameters", "A network that only holds a configuration cannot take it from another one.", Name, "Give either -ConfigOnly or -ConfigFrom.");
        }

        if (ConfigFrom is not null && Subnets.Count > 0)
        {
            throw InputError.Invalid("ConflictingParameters", $"The subnets of '{Name}' come from '{ConfigFrom}': none may be given beside -ConfigFrom.", Name, "Leave out -Subnet, -Gateway, -IPRange and -AuxiliaryAddress.");
        }

        if (Ingress && Driver is not "overlay")
        {
            throw InputError.Invalid("ConflictingParameters", $"The routing mesh is an overlay network; '{Driver}' cannot be one.", Name, "Give -Driver overlay with -Ingress.");
        }

        if (Driver is "macvlan" or "ipvlan")
        {
            ParentInterface.Validate(Driver, Options);
        }

        if (IPv6 is false && Subnets.Any(subnet => subnet.Subnet.Contains(':', StringComparison.Ordinal)))
        {
            throw InputError.Invalid("ConflictingParameters", $"'{Name}' has an IPv6 subnet, but IPv6 is turned off.", Name, "Leave out -IPv6:$false.");
        }
    }
}
