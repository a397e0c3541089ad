using System.Net;
using System.Net.Sockets;

namespace DockerNet;

/// <summary>Puts subnets, gateways, ranges and auxiliary addresses together as <c>docker network create</c> does, with its
/// checks, and with those that it leaves to the engine.</summary>
public static class SubnetPlan
{
    /// <summary>The address pools that these words describe: each gateway, range and address belongs to the subnet that holds it.</summary>
    /// <param name="subnets">Pools in CIDR notation.</param>
    /// <param name="gateways">At most one address for each subnet.</param>
    /// <param name="ranges">At most one part, in CIDR notation, of each subnet.</param>
    /// <param name="auxiliaryAddresses">Names and the addresses they hold.</param>
    /// <exception cref="DockerNetException">What cannot be understood or contradicts itself.</exception>
    public static IReadOnlyList<NetworkSubnet> Combine(
        IReadOnlyList<string> subnets,
        IReadOnlyList<string> gateways,
        IReadOnlyList<string> ranges,
        IReadOnlyDictionary<string, string> auxiliaryAddresses)
    {
        if (gateways.Count > subnets.Count || ranges.Count > subnets.Count || (auxiliaryAddresses.Count > 0 && subnets.Count == 0))
        {
            throw InputError.Invalid(
                "SubnetMissing",
                "Every gateway, IP range and auxiliary address needs the subnet that it belongs to.",
                gateways.Concat(ranges).Concat(auxiliaryAddresses.Values).First(),
                "Give -Subnet too, once for each.");
        }

        var pools = subnets.Select(subnet => (Network: Parse(subnet, "subnet"), Text: subnet)).ToList();
        for (var i = 0; i < pools.Count; i++)
        {
            for (var k = 0; k < i; k++)
            {
                if (Overlap(pools[i].Network, pools[k].Network))
                {
                    throw InputError.Invalid("SubnetsOverlap", $"The subnets {pools[k].Text} and {pools[i].Text} overlap.", pools[i].Text, "Give subnets that share no address.");
                }
            }
        }

        var gatewayOf = Assign(pools, gateways, "gateway", gateway => ParseAddress(gateway, "gateway"));
        var rangeOf = Assign(pools, ranges, "IP range", range => Parse(range, "IP range").BaseAddress);
        foreach (var (pool, range) in rangeOf)
        {
            if (Parse(range, "IP range").PrefixLength < pools[pool].Network.PrefixLength)
            {
                throw InputError.Invalid("RangeOutsideSubnet", $"The IP range {range} is larger than its subnet {pools[pool].Text}.", range);
            }
        }

        var auxiliaryOf = pools.Select(_ => new Dictionary<string, string>()).ToList();
        foreach (var (name, address) in auxiliaryAddresses)
        {
            auxiliaryOf[PoolOf(pools, ParseAddress(address, "auxiliary address"), "auxiliary address", address)][name] = address;
        }

        return [.. pools.Select((pool, i) => new NetworkSubnet
        {
            Subnet = pool.Text,
            Gateway = gatewayOf.GetValueOrDefault(i),
            IPRange = rangeOf.GetValueOrDefault(i),
            AuxiliaryAddresses = auxiliaryOf[i],
        })];
    }

    /// <summary>Whether two pools share an address.</summary>
    /// <param name="one">A pool.</param>
    /// <param name="other">Another pool.</param>
    public static bool Overlap(IPNetwork one, IPNetwork other) =>
        one.BaseAddress.AddressFamily == other.BaseAddress.AddressFamily && (one.Contains(other.BaseAddress) || other.Contains(one.BaseAddress));

    /// <summary>Whether a pool in CIDR notation holds an address; false where either cannot be understood.</summary>
    /// <param name="subnet">The pool.</param>
    /// <param name="address">The address.</param>
    public static bool Holds(string subnet, string address) =>
        TryParse(subnet, out var pool) && IPAddress.TryParse(address, out var parsed) && parsed.AddressFamily == pool.BaseAddress.AddressFamily && pool.Contains(parsed);

    /// <summary>Reads a pool as engines write it: with or without bits set behind the prefix.</summary>
    /// <param name="text">CIDR notation.</param>
    /// <param name="network">The pool.</param>
    public static bool TryParse(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && TryParseAddress(text[..slash], out var address)
            && int.TryParse(text[(slash + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var length)
            && length <= (address.AddressFamily is AddressFamily.InterNetwork ? 32 : 128)
            && IPNetwork.TryParse($"{Masked(address, length)}/{length}", out network);
    }

    private static IPNetwork Parse(string text, string what)
    {
        if (!TryParse(text, out var network))
        {
            throw InputError.Invalid("InvalidSubnet", $"'{text}' is no {what}: CIDR notation such as 172.20.0.0/16 or fd00:20::/64 is needed.", text);
        }

        if (!text.StartsWith(network.BaseAddress.ToString(), StringComparison.OrdinalIgnoreCase) && IPAddress.Parse(text.Split('/')[0]) is var given && !given.Equals(network.BaseAddress))
        {
            throw InputError.Invalid("InvalidSubnet", $"'{text}' is no {what}: bits are set behind the prefix.", text, $"Give {network}.");
        }

        return network;
    }

    internal static IPAddress ParseAddress(string text, string what) =>
        TryParseAddress(text, out var address) ? address : throw InputError.Invalid("InvalidAddress", $"'{text}' is no {what}: an IP address is needed.", text);

    /// <summary>Only full addresses: .NET would take <c>1.2.3</c> for 1.2.0.3, and <c>80</c> for 0.0.0.80.</summary>
    internal static bool TryParseAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && (address.AddressFamily is AddressFamily.InterNetworkV6 || text.Count(c => c is '.') == 3);

    private static Dictionary<int, string> Assign(List<(IPNetwork Network, string Text)> pools, IReadOnlyList<string> values, string what, Func<string, IPAddress> parse)
    {
        var assigned = new Dictionary<int, string>();
        foreach (var value in values)
        {
            var pool = PoolOf(pools, parse(value), what, value);
            if (!assigned.TryAdd(pool, value))
            {
                throw InputError.Invalid("SubnetAssignedTwice", $"The subnet {pools[pool].Text} cannot have two of a kind: {what} {assigned[pool]} and {value}.", value);
            }
        }

        return assigned;
    }

    private static int PoolOf(List<(IPNetwork Network, string Text)> pools, IPAddress address, string what, string value)
    {
        var pool = pools.FindIndex(candidate => candidate.Network.BaseAddress.AddressFamily == address.AddressFamily && candidate.Network.Contains(address));
        return pool >= 0
            ? pool
            : throw InputError.Invalid("AddressOutsideSubnet", $"The {what} {value} lies in none of the subnets given ({string.Join(", ", pools.Select(candidate => candidate.Text))}).", value);
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var keep = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - keep));
        }

        return new IPAddress(bytes);
    }
}
