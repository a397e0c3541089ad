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
        if (addresses.Count == 0)
        {
            return lost;
        }

        var endpoints = Endpoints(await calls.InspectAsync(id, cancellationToken).ConfigureAwait(false)).ToDictionary(endpoint => endpoint.Network, endpoint => endpoint.Endpoint, StringComparer.Ordinal);
        foreach (var (network, was) in addresses)
        {
            if (!endpoints.TryGetValue(network, out var endpoint) || Of(endpoint) is var now && Same(was.IPv4, now.IPv4) && Same(was.IPv6, now.IPv6))
            {
                continue;
            }

            if (NetworkAttachment.IsMode(network) || !await AskAsync(calls, id, network, endpoint, was, cancellationToken).ConfigureAwait(false))
            {
                lost.Add($"'{name}' has another address on the network '{network}' than before ({was.IPv4} {was.IPv6}".TrimEnd() + "): the network gives no chosen ones, or another container took it.");
            }
        }

        return lost;

        static bool Same(string was, string now) => was.Length == 0 || was == now;
    }

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
        catch (DockerNetException e) when (Array.Exists(Refusals, words => e.Message.Contains(words, StringComparison.OrdinalIgnoreCase)))
        {
            await calls.ConnectAsync(network, id, settings, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    private static ContainerAddresses Of(JsonObject endpoint) => new((string?)endpoint["IPAddress"] ?? "", (string?)endpoint["GlobalIPv6Address"] ?? "");

    private static bool Asked(JsonObject endpoint, string field) => (string?)endpoint["IPAMConfig"]?[field] is { Length: > 0 };
}
