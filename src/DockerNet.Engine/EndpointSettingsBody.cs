using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The <c>EndpointSettings</c> of a request, from an attachment that is asked for or from one that was.</summary>
internal static class EndpointSettingsBody
{
    public static JsonObject Of(NetworkAttachment attachment)
    {
        var body = new JsonObject();
        var addresses = new JsonObject();
        AddIfGiven(addresses, "IPv4Address", attachment.IPAddress);
        AddIfGiven(addresses, "IPv6Address", attachment.IPv6Address);
        AddIfAny(addresses, "LinkLocalIPs", attachment.LinkLocalAddresses);
        if (addresses.Count > 0)
        {
            body["IPAMConfig"] = addresses;
        }

        AddIfAny(body, "Aliases", attachment.Aliases);
        AddIfAny(body, "Links", attachment.Links);
        AddIfGiven(body, "MacAddress", attachment.MacAddress);
        if (attachment.DriverOptions.Count > 0)
        {
            body["DriverOpts"] = new JsonObject(attachment.DriverOptions.Select(option => KeyValuePair.Create(option.Key, (JsonNode?)option.Value)));
        }

        if (attachment.GatewayPriority is { } priority)
        {
            body["GwPriority"] = priority;
        }

        return body;
    }

    /// <summary>The settings that make the same endpoint again. What the engine chose itself it may choose again.</summary>
    public static JsonObject Of(ContainerNetwork endpoint) => Of(new NetworkAttachment
    {
        Network = endpoint.Network,
        IPAddress = endpoint.StaticIPAddress,
        IPv6Address = endpoint.StaticIPv6Address,
        LinkLocalAddresses = endpoint.LinkLocalAddresses,
        // Engines before 25 add the short id to the aliases by themselves, and would then add it twice.
        Aliases = [.. endpoint.Aliases.Where(alias => !endpoint.ContainerId.StartsWith(alias, StringComparison.Ordinal))],
        Links = endpoint.Links,
        DriverOptions = endpoint.DriverOptions,
        GatewayPriority = endpoint.GatewayPriority == 0 ? null : endpoint.GatewayPriority,
    });

    /// <summary>Says what the engine would refuse only at the next start, or not at all.</summary>
    /// <exception cref="DockerNetException"><c>AddressOutsideSubnet</c>, <c>NotSupportedByEngine</c>, <c>NotAttachable</c>.</exception>
    public static void Check(NetworkAttachment attachment, Network network, EngineConnection engine)
    {
        foreach (var address in new[] { attachment.IPAddress, attachment.IPv6Address }.OfType<string>())
        {
            if (network.Subnets.Count > 0 && !network.Subnets.Any(subnet => SubnetPlan.Holds(subnet.Subnet, address)))
            {
                throw InputError.Invalid(
                    "AddressOutsideSubnet",
                    $"The address {address} lies outside the network '{network.Name}' ({string.Join(", ", network.Subnets)}).",
                    address,
                    "Choose an address inside the network's subnet.");
            }
        }

        if (attachment.GatewayPriority is not null && !engine.Speaks(1, 48))
        {
            throw EngineError.NotSupported($"The engine at '{engine.Name}' ({engine.EngineVersion}) knows no gateway priority: it came with engine 28.", attachment.Network, "Leave out the gateway priority.");
        }

        if (network.ConfigOnly)
        {
            throw InputError.Invalid("NetworkConfigOnly", $"The network '{network.Name}' only holds a configuration: nothing can be connected to it.", network.Name, "Make a network with -ConfigFrom and connect to that.");
        }
    }

    private static void AddIfGiven(JsonObject body, string field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            body[field] = value;
        }
    }

    private static void AddIfAny(JsonObject body, string field, IReadOnlyCollection<string> values)
    {
        if (values.Count > 0)
        {
            body[field] = new JsonArray([.. values.Select(value => (JsonNode?)value)]);
        }
    }
}
