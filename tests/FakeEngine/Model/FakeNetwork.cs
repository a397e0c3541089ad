using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

public sealed class FakeNetwork
{
    private readonly Dictionary<string, FakeContainer> _active = new(StringComparer.Ordinal);

    internal FakeNetwork(string name, string driver)
    {
        Name = name;
        Driver = driver;
        Scope = driver == "overlay" ? "swarm" : "local";
    }

    public string Id { get; } = Identifier.New();

    public string Name { get; }

    public string Driver { get; }

    public string Scope { get; internal set; }

    public DateTimeOffset Created { get; internal set; } = DateTimeOffset.UtcNow;

    public bool Internal { get; internal set; }

    public bool Attachable { get; internal set; }

    public bool Ingress { get; internal set; }

    public bool ConfigOnly { get; internal set; }

    public string ConfigFrom { get; internal set; } = "";

    public bool EnableIPv4 { get; internal set; } = true;

    public bool EnableIPv6 { get; internal set; }

    public IReadOnlyDictionary<string, string> Labels { get; internal set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Options { get; internal set; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string>? IpamOptions { get; internal set; }

    public string IpamDriver { get; internal set; } = "default";

    public IReadOnlyList<FakeSubnet> Subnets { get; internal set; } = [];

    public bool IsPredefined => Name is "bridge" or "host" or "none";

    /// <summary>The running containers in it.</summary>
    public IReadOnlyList<FakeContainer> Containers
    {
        get
        {
            lock (_active)
            {
                return [.. _active.Values];
            }
        }
    }

    internal void Enter(FakeContainer container)
    {
        lock (_active)
        {
            _active[container.Id] = container;
        }
    }

    internal void Leave(FakeContainer container)
    {
        lock (_active)
        {
            _active.Remove(container.Id);
        }
    }

    internal JsonObject ToJson(ApiVersion version, bool withContainers)
    {
        var json = new JsonObject
        {
            ["Name"] = Name,
            ["Id"] = Id,
            ["Created"] = EngineJson.Time(Created),
            ["Scope"] = Scope,
            ["Driver"] = Driver,
        };
        if (version.AtLeast(48))
        {
            json["EnableIPv4"] = EnableIPv4;
        }

        json["EnableIPv6"] = EnableIPv6;
        json["IPAM"] = new JsonObject
        {
            ["Driver"] = IpamDriver,
            ["Options"] = IpamOptions is null ? null : EngineJson.Map(IpamOptions),
            ["Config"] = EngineJson.Array(Subnets.Select(Subnet)),
        };
        json["Internal"] = Internal;
        json["Attachable"] = Attachable;
        json["Ingress"] = Ingress;
        json["ConfigFrom"] = new JsonObject { ["Network"] = ConfigFrom };
        json["ConfigOnly"] = ConfigOnly;
        json["Containers"] = withContainers ? new JsonObject(Containers.Select(Member)) : new JsonObject();
        json["Options"] = EngineJson.Map(Options);
        json["Labels"] = EngineJson.Map(Labels);
        return json;
    }

    private static JsonObject Subnet(FakeSubnet subnet)
    {
        var json = new JsonObject { ["Subnet"] = subnet.Prefix.ToString() };
        if (subnet.Range is { } range)
        {
            json["IPRange"] = range.ToString();
        }

        json["Gateway"] = subnet.Gateway.ToString();
        if (subnet.Auxiliary.Count > 0)
        {
            json["AuxiliaryAddresses"] = EngineJson.Map(subnet.Auxiliary);
        }

        return json;
    }

    private KeyValuePair<string, JsonNode?> Member(FakeContainer container)
    {
        var endpoint = container.EndpointMap[Name];
        return KeyValuePair.Create(container.Id, (JsonNode?)new JsonObject
        {
            ["Name"] = container.Name,
            ["EndpointID"] = endpoint.EndpointId,
            ["MacAddress"] = endpoint.MacAddress,
            ["IPv4Address"] = endpoint.IPAddress.Length > 0 ? $"{endpoint.IPAddress}/{endpoint.IPPrefixLength}" : "",
            ["IPv6Address"] = endpoint.GlobalIPv6Address.Length > 0 ? $"{endpoint.GlobalIPv6Address}/{endpoint.GlobalIPv6PrefixLength}" : "",
        });
    }
}
