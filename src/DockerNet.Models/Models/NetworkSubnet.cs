namespace DockerNet;

/// <summary>One address pool of a network.</summary>
public sealed record NetworkSubnet
{
    /// <summary>The pool, in CIDR notation (RFC 4632).</summary>
    public required string Subnet { get; init; }

    /// <summary>The gateway's address, if the network has one.</summary>
    public string? Gateway { get; init; }

    /// <summary>The part of the pool that containers get addresses from, in CIDR notation.</summary>
    public string? IPRange { get; init; }

    /// <summary>Addresses that others on the same link hold, by name.</summary>
    public IReadOnlyDictionary<string, string> AuxiliaryAddresses { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <inheritdoc/>
    public override string ToString() => Subnet;
}
