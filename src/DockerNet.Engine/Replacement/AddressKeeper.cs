using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Gives a container the addresses that another had by the engine's choice. Mostly the engine chooses the same ones again; where
/// it does not, they are asked for.</summary>
internal static class AddressKeeper
{
    /// <summary>The engine's words for an address that cannot be had; any other failure is one.</summary>
    private static readonly string[] Refusals = ["user specified IP", "user-specified IP", "user configured subnets", "address already in use", "no configured subnet"];

    /// <summary>The addresses that the networks chose for a container.</summary>
    public static IReadOnlyDictionary<string, ContainerAddresses> Chosen(JsonObject inspect)
    {
        var chosen = new Dictionary<string, ContainerAddresses>(StringComparer.Ordinal);
        foreach (var (network, endpoint) in Endpoints(inspect))
        {
            var addresses = Of(endpoint);
            var (ipv4, ipv6) = (
                Asked(endpoint, "IPv4Address") ? "" : addresses.IPv4,
                Asked(endpoint, "IPv6Address") ? "" : addresses.IPv6);
            if (ipv4.Length > 0 || ipv6.Length > 0)
            {
                chosen[network] = new(ipv4, ipv6);
            }
        }

        return chosen;
    }

    /// <summary>Gives a running container these addresses.</summary>
    /// <returns>What could not be kept, in words.</returns>
    public static async Task<IReadOnlyList<string>> KeepAsync(ReplacementCalls calls, string id, string name, IReadOnlyDictionary<string, ContainerAddresses> addresses, CancellationToken cancellationToken)
    {
        var lost = new List<string>();
        foreach (var (network, was, endpoint) in await MovedAsync(calls, id, addresses, cancellationToken).ConfigureAwait(false))
        {
            if (NetworkAttachment.IsMode(network) || !await AskAsync(calls, id, network, endpoint, was, cancellationToken).ConfigureAwait(false))
            {
                lost.Add(Lost(name, network, was));
            }
        }

        return lost;
    }

    /// <summary>The networks on which a container has other addresses than these, each with its endpoint.</summary>
    public static async Task<IReadOnlyList<(string Network, ContainerAddresses Was, JsonObject Endpoint)>> MovedAsync(ReplacementCalls calls, string id, IReadOnlyDictionary<string, ContainerAddresses> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0)
        {
            return [];
        }

        return [.. Endpoints(await calls.InspectAsync(id, cancellationToken).ConfigureAwait(false))
            .Where(endpoint => addresses.TryGetValue(endpoint.Network, out var was) && Of(endpoint.Endpoint) is var now && !(Same(was.IPv4, now.IPv4) && Same(was.IPv6, now.IPv6)))
            .Select(endpoint => (endpoint.Network, addresses[endpoint.Network], endpoint.Endpoint))];

        static bool Same(string was, string now) => was.Length == 0 || was == now;
    }

    /// <summary>Whether a container gets the address that it had only by being created with it: one that is connected later gets a MAC address
    /// of the engine's choice. The engine's own networks give no chosen addresses at all.</summary>
    public static bool IsKeptByCreation(ReplacementCalls calls, string network, JsonObject endpoint) => !NetworkAttachment.IsMode(network) && calls.KeptMac(endpoint) is not null;

    /// <summary>Whether a failure is the engine's refusal to give an address that was asked for.</summary>
    public static bool IsRefusal(DockerNetException failure) => Array.Exists(Refusals, words => failure.Message.Contains(words, StringComparison.OrdinalIgnoreCase));

    /// <summary>That an address was not kept, in words.</summary>
    public static string Lost(string name, string network, ContainerAddresses was) =>
        $"'{name}' has another address on the network '{network}' than before ({was.IPv4} {was.IPv6}".TrimEnd() + "): the network gives no chosen ones, or another container took it.";

    /// <summary>The endpoints of a container by the names of their networks.</summary>
    public static IEnumerable<(string Network, JsonObject Endpoint)> Endpoints(JsonObject inspect) =>
        (inspect["NetworkSettings"]?["Networks"] as JsonObject ?? []).Where(network => network.Value is JsonObject).Select(network => (network.Key, (JsonObject)network.Value!));

    private static async Task<bool> AskAsync(ReplacementCalls calls, string id, string network, JsonObject endpoint, ContainerAddresses was, CancellationToken cancellationToken)
    {
        var settings = calls.Settings(endpoint, id);
        var asking = (JsonObject)settings.DeepClone();
        var ipam = asking["IPAMConfig"] as JsonObject ?? [];
        asking["IPAMConfig"] = ipam.Parent is null ? ipam : ipam.DeepClone();
        foreach (var (field, address) in new[] { ("IPv4Address", was.IPv4), ("IPv6Address", was.IPv6) })
        {
            if (address.Length > 0)
            {
                asking["IPAMConfig"]![field] = address;
            }
        }

        await calls.DisconnectAsync(network, id, cancellationToken).ConfigureAwait(false);
        try
        {
            await calls.ConnectAsync(network, id, asking, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (DockerNetException e) when (IsRefusal(e))
        {
            await calls.ConnectAsync(network, id, settings, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    private static ContainerAddresses Of(JsonObject endpoint) => new((string?)endpoint["IPAddress"] ?? "", (string?)endpoint["GlobalIPv6Address"] ?? "");

    private static bool Asked(JsonObject endpoint, string field) => (string?)endpoint["IPAMConfig"]?[field] is { Length: > 0 };
}
