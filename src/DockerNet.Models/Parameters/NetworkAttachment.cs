using System.Globalization;
using System.Net.NetworkInformation;

namespace DockerNet;

/// <summary>How a container is to be connected to one network: what <c>--network</c> and <c>docker network connect</c> say.</summary>
/// <remarks>The short form is the network's name (or <c>bridge</c>, <c>host</c>, <c>none</c>, <c>container:NAME</c>); the long form is
/// <c>name=…,alias=…,ip=…,ip6=…,mac-address=…,link-local-ip=…,driver-opt=key=value,gw-priority=…</c>. Names stay as written.</remarks>
public sealed record NetworkAttachment
{
    /// <summary>An attachment with nothing said but the network.</summary>
    public NetworkAttachment()
    {
    }

    /// <summary>Reads the short or the long form.</summary>
    /// <param name="text">What <c>--network</c> takes.</param>
    /// <exception cref="DockerNetException"><c>InvalidNetworkAttachment</c>.</exception>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public NetworkAttachment(string text)
    {
        var parsed = Parse(text);
        Network = parsed.Network;
        Aliases = parsed.Aliases;
        IPAddress = parsed.IPAddress;
        IPv6Address = parsed.IPv6Address;
        MacAddress = parsed.MacAddress;
        LinkLocalAddresses = parsed.LinkLocalAddresses;
        DriverOptions = parsed.DriverOptions;
        GatewayPriority = parsed.GatewayPriority;
    }

    /// <summary>An attachment to this network.</summary>
    /// <param name="network">The network.</param>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public NetworkAttachment(Network network) => Network = network.Name;

    /// <summary>An attachment that shares the network of this container.</summary>
    /// <param name="container">The container.</param>
    [System.Diagnostics.CodeAnalysis.SetsRequiredMembers]
    public NetworkAttachment(Container container) => Network = $"container:{container.Name}";

    /// <summary>The network's name or id, or a mode: <c>bridge</c>, <c>host</c>, <c>none</c>, <c>container:NAME</c>.</summary>
    public required string Network { get; init; }

    /// <summary>The IPv4 address asked for.</summary>
    public string? IPAddress { get; init; }

    /// <summary>The IPv6 address asked for.</summary>
    public string? IPv6Address { get; init; }

    /// <summary>Link-local addresses asked for.</summary>
    public IReadOnlyList<string> LinkLocalAddresses { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The MAC address asked for.</summary>
    public string? MacAddress { get; init; }

    /// <summary>Further names on the network.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Links to other containers, <c>container[:alias]</c>.</summary>
    public IReadOnlyList<string> Links { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Options of the network driver for this endpoint.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>The endpoint with the highest priority gives the default gateway (engine 28 and later); null where not said.</summary>
    public long? GatewayPriority { get; init; }

    /// <summary>Whether this is a network of the user's own, where names resolve and addresses may be asked for.</summary>
    public bool IsUserDefined => !IsMode(Network);

    /// <summary>Whether it is another container's network that is shared (<c>container:NAME</c>).</summary>
    internal bool SharesContainer => Network.StartsWith("container:", StringComparison.Ordinal);

    /// <summary>Whether anything but the network is said.</summary>
    public bool HasEndpointSettings =>
        IPAddress is not null || IPv6Address is not null || MacAddress is not null || GatewayPriority is not null
        || LinkLocalAddresses.Count > 0 || Aliases.Count > 0 || Links.Count > 0 || DriverOptions.Count > 0;

    /// <summary>Whether the word is a network mode rather than a network of the user's own.</summary>
    /// <param name="network">A network's name, or a mode.</param>
    public static bool IsMode(string network) =>
        network is "" or "default" or "bridge" or "host" or "none" or "nat" || network.StartsWith("container:", StringComparison.Ordinal);

    /// <summary>Reads the short or the long form.</summary>
    /// <param name="text">What <c>--network</c> takes.</param>
    /// <exception cref="DockerNetException"><c>InvalidNetworkAttachment</c>.</exception>
    public static NetworkAttachment Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Invalid("no network is named.", text);
        }

        // A name may hold no '=': only the long form does.
        return text.Contains('=', StringComparison.Ordinal) ? ParseLong(text) : new() { Network = text };
    }

    /// <summary>Says what the engine would refuse late or not at all.</summary>
    /// <exception cref="DockerNetException"><c>InvalidAddress</c>, <c>InvalidMacAddress</c>, <c>ConflictingParameters</c>.</exception>
    public void Validate()
    {
        Check(IPAddress, System.Net.Sockets.AddressFamily.InterNetwork, "IPv4 address");
        Check(IPv6Address, System.Net.Sockets.AddressFamily.InterNetworkV6, "IPv6 address");
        foreach (var address in LinkLocalAddresses)
        {
            SubnetPlan.ParseAddress(address, "link-local address");
        }

        if (MacAddress is not null && !IsMac(MacAddress))
        {
            throw InputError.Invalid("InvalidMacAddress", $"'{MacAddress}' is no MAC address.", MacAddress, "Give six bytes, such as 02:42:ac:11:00:02.");
        }

        if (!IsUserDefined && (Aliases.Count > 0 || IPAddress is not null || IPv6Address is not null))
        {
            throw InputError.Invalid("ConflictingParameters", $"'{Network}' has no aliases and gives no chosen addresses: only networks that you make do.", Network, "Make a network with New-DockerNetwork and connect to that.");
        }
    }

    /// <summary>The long form where anything is said but the network, else the name.</summary>
    public override string ToString()
    {
        if (!HasEndpointSettings)
        {
            return Network ?? "";
        }

        var fields = new List<string> { $"name={Network}" };
        fields.AddRange(Aliases.Select(alias => $"alias={alias}"));
        Add("ip", IPAddress);
        Add("ip6", IPv6Address);
        Add("mac-address", MacAddress);
        fields.AddRange(LinkLocalAddresses.Select(address => $"link-local-ip={address}"));
        fields.AddRange(DriverOptions.Select(option => $"driver-opt={option.Key}={option.Value}"));
        Add("gw-priority", GatewayPriority?.ToString(CultureInfo.InvariantCulture));
        return CommaSeparated.Join(fields);

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                fields.Add($"{key}={value}");
            }
        }
    }

    private static NetworkAttachment ParseLong(string text)
    {
        var (name, ip, ip6, mac, priority) = (default(string), default(string), default(string), default(string), default(long?));
        var (aliases, linkLocal, options) = (new List<string>(), new List<string>(), new Dictionary<string, string>());
        foreach (var field in CommaSeparated.Split(text))
        {
            var equals = field.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
            {
                throw Invalid($"'{field}' must be a key=value pair.", text);
            }

            var (key, value) = (field[..equals].Trim().ToLowerInvariant(), field[(equals + 1)..].Trim());
            switch (key)
            {
                case "name":
                    name = value;
                    break;
                case "alias":
                    aliases.Add(value);
                    break;
                case "ip":
                    ip = value;
                    break;
                case "ip6":
                    ip6 = value;
                    break;
                case "mac-address":
                    mac = value;
                    break;
                case "link-local-ip":
                    linkLocal.Add(value);
                    break;
                case "driver-opt":
                    var at = value.IndexOf('=', StringComparison.Ordinal);
                    if (at <= 0)
                    {
                        throw Invalid($"the driver option '{value}' must be a key=value pair.", text);
                    }

                    options[value[..at].Trim()] = value[(at + 1)..].Trim();
                    break;
                case "gw-priority":
                    priority = long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                        ? number
                        : throw Invalid($"the gateway priority '{value}' is no number.", text);
                    break;
                default:
                    throw Invalid($"there is no field '{key}'; known are name, alias, ip, ip6, mac-address, link-local-ip, driver-opt and gw-priority.", text);
            }
        }

        if (string.IsNullOrEmpty(name))
        {
            throw Invalid("no network is named (name=…).", text);
        }

        return new()
        {
            Network = name,
            Aliases = aliases,
            IPAddress = ip,
            IPv6Address = ip6,
            MacAddress = mac,
            LinkLocalAddresses = linkLocal,
            DriverOptions = options,
            GatewayPriority = priority,
        };
    }

    private static void Check(string? address, System.Net.Sockets.AddressFamily family, string what)
    {
        if (address is not null && SubnetPlan.ParseAddress(address, what).AddressFamily != family)
        {
            throw InputError.Invalid("InvalidAddress", $"'{address}' is no {what}.", address);
        }
    }

    private static bool IsMac(string text) =>
        PhysicalAddress.TryParse(text.Replace(':', '-'), out var mac) && mac.GetAddressBytes().Length == 6;

    private static DockerNetException Invalid(string why, string text) =>
        InputError.Invalid("InvalidNetworkAttachment", $"'{text}' does not say how to connect: {why}", text, "Give a network's name, or name=NAME,alias=NAME,ip=ADDRESS,….");
}
