using Docker.DotNet.Models;

namespace DockerNet.Engine;

/// <summary>Turns the engine's answers about networks into what cmdlets emit.</summary>
internal static class NetworkMapping
{
    public static Network ToModel(this NetworkResponse network, string engine) => new()
    {
        Name = network.Name,
        Id = network.ID,
        Driver = network.Driver ?? "",
        Scope = network.Scope ?? "",
        Created = network.Created.ToLocalTime(),
        IPv6 = network.EnableIPv6,
        Internal = network.Internal,
        Attachable = network.Attachable,
        Ingress = network.Ingress,
        ConfigOnly = network.ConfigOnly,
        ConfigFrom = network.ConfigFrom?.Network is { Length: > 0 } source ? source : null,
        Subnets = [.. (network.IPAM?.Config ?? []).Select(ToModel)],
        IpamDriver = network.IPAM?.Driver ?? "",
        IpamOptions = (network.IPAM?.Options ?? new Dictionary<string, string>()).AsReadOnly(),
        Options = (network.Options ?? new Dictionary<string, string>()).AsReadOnly(),
        Labels = (network.Labels ?? new Dictionary<string, string>()).AsReadOnly(),
        Containers = [.. (network.Containers ?? new Dictionary<string, EndpointResource>()).Select(ToModel).OrderBy(endpoint => endpoint.Container, StringComparer.Ordinal)],
        Engine = engine,
    };

    private static NetworkSubnet ToModel(IPAMConfig pool) => new()
    {
        Subnet = pool.Subnet ?? "",
        Gateway = pool.Gateway is { Length: > 0 } gateway ? gateway : null,
        IPRange = pool.IPRange is { Length: > 0 } range ? range : null,
        AuxiliaryAddresses = (pool.AuxAddress ?? new Dictionary<string, string>()).AsReadOnly(),
    };

    private static NetworkEndpoint ToModel(KeyValuePair<string, EndpointResource> endpoint) => new()
    {
        Container = endpoint.Value.Name ?? "",
        ContainerId = endpoint.Key,
        EndpointId = endpoint.Value.EndpointID ?? "",
        MacAddress = endpoint.Value.MacAddress ?? "",
        IPAddress = (endpoint.Value.IPv4Address ?? "").Split('/')[0],
        IPv6Address = (endpoint.Value.IPv6Address ?? "").Split('/')[0],
    };
}
