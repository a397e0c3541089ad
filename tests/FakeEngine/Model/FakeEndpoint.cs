using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>A container's place in a network. Addresses are there while the container runs.</summary>
public sealed class FakeEndpoint
{
    internal FakeEndpoint(string networkName, JsonObject? settings)
    {
        NetworkName = networkName;
        IpamConfig = settings.Object("IPAMConfig")?.DeepClone().AsObject();
        Links = settings?["Links"] is JsonArray ? settings.Texts("Links") : null;
        Aliases = settings?["Aliases"] is JsonArray ? settings.Texts("Aliases") : null;
        DriverOptions = settings.Object("DriverOpts") is null ? null : settings.TextMap("DriverOpts");
        GatewayPriority = settings.Number("GwPriority");
        DesiredMacAddress = settings.Text("MacAddress");
    }

    public string NetworkName { get; }

    public string NetworkId { get; internal set; } = "";

    public string EndpointId { get; internal set; } = "";

    public string IPAddress { get; internal set; } = "";

    public int IPPrefixLength { get; internal set; }

    public string Gateway { get; internal set; } = "";

    public string GlobalIPv6Address { get; internal set; } = "";

    public int GlobalIPv6PrefixLength { get; internal set; }

    public string IPv6Gateway { get; internal set; } = "";

    public string MacAddress { get; internal set; } = "";

    public IReadOnlyList<string>? Aliases { get; internal set; }

    public IReadOnlyList<string>? Links { get; internal set; }

    public IReadOnlyDictionary<string, string>? DriverOptions { get; }

    public long GatewayPriority { get; }

    public bool IsActive => EndpointId.Length > 0;

    internal string? DesiredMacAddress { get; init; }

    internal JsonObject? IpamConfig { get; }

    /// <summary>Forgets what only holds while the container runs.</summary>
    internal void Deactivate()
    {
        EndpointId = "";
        IPAddress = "";
        IPPrefixLength = 0;
        Gateway = "";
        GlobalIPv6Address = "";
        GlobalIPv6PrefixLength = 0;
        IPv6Gateway = "";
        MacAddress = "";
    }

    internal JsonObject ToJson(FakeContainer container, ApiVersion version)
    {
        var json = new JsonObject
        {
            ["IPAMConfig"] = IpamConfig?.DeepClone(),
            ["Links"] = Links is null ? null : EngineJson.Array(Links),
            ["Aliases"] = Aliases is null ? null : EngineJson.Array(Aliases),
            ["NetworkID"] = NetworkId,
            ["EndpointID"] = EndpointId,
            ["Gateway"] = Gateway,
            ["IPAddress"] = IPAddress,
            ["IPPrefixLen"] = IPPrefixLength,
            ["IPv6Gateway"] = IPv6Gateway,
            ["GlobalIPv6Address"] = GlobalIPv6Address,
            ["GlobalIPv6PrefixLen"] = GlobalIPv6PrefixLength,
            ["MacAddress"] = MacAddress,
            ["DriverOpts"] = DriverOptions is null ? null : EngineJson.Map(DriverOptions),
        };
        if (version.AtLeast(44))
        {
            json["DNSNames"] = NetworkName == "bridge" || NetworkId.Length == 0
                ? null
                : EngineJson.Array(new[] { container.Name }.Concat(Aliases ?? []).Append(container.ShortId).Distinct());
        }

        if (version.AtLeast(48))
        {
            json["GwPriority"] = GatewayPriority;
        }

        return json;
    }
}
