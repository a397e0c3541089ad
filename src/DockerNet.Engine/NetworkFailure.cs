using System.Management.Automation;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace DockerNet.Engine;

/// <summary>Explains the engine's short words about address pools: which network or which route of the host is in the way.</summary>
internal static class NetworkFailure
{
    /// <summary>The failure of a creation, with its reason where it is one of address pools.</summary>
    public static async Task<DockerNetException> ExplainAsync(DockerNetException failure, NetworkConfig config, Networks networks, EngineConnection engine, CancellationToken cancellationToken)
    {
        var words = failure.Message;
        if (words.Contains("already exists", StringComparison.OrdinalIgnoreCase))
        {
            return ResourceError.Exists(ResourceKind.Network, config.Name, words, failure.InnerException);
        }

        if (failure.ErrorId is "NotSwarmManager")
        {
            return await SwarmFailure.NotManagerAsync(engine, failure, config.Name, cancellationToken).ConfigureAwait(false);
        }

        if (config.Driver is "macvlan" or "ipvlan" && ExplainParent(failure, config) is { } explained)
        {
            return explained;
        }

        var overlaps = words.Contains("overlap", StringComparison.OrdinalIgnoreCase);
        var exhausted = words.Contains("non-overlapping", StringComparison.OrdinalIgnoreCase) || words.Contains("fully subnetted", StringComparison.OrdinalIgnoreCase);
        if (exhausted)
        {
            var all = await networks.ListAsync([], [], cancellationToken).ConfigureAwait(false);
            var unused = await networks.WhereUnusedAsync(all, cancellationToken).ConfigureAwait(false);
            return new(
                "AddressPoolExhausted",
                ErrorCategory.LimitsExceeded,
                $"The engine has no address pool left for '{config.Name}': {all.Count(network => network.Subnets.Count > 0)} networks hold one, {unused.Count} of them unused ({words})",
                config.Name,
                "Remove networks that nobody uses (Remove-DockerNetwork -Unused), give a -Subnet of your own, or widen default-address-pools in the engine's daemon.json.",
                failure.InnerException);
        }

        if (overlaps && config.Subnets.Count > 0)
        {
            var all = await networks.ListAsync([], [], cancellationToken).ConfigureAwait(false);
            return new(
                "AddressPoolOverlaps",
                ErrorCategory.ResourceExists,
                $"The subnet of '{config.Name}' ({string.Join(", ", config.Subnets)}) overlaps {Obstacle(config, all, engine)} ({words})",
                config.Name,
                "Choose another -Subnet, or remove what is in the way.",
                failure.InnerException);
        }

        return failure.ErrorId is "NetworkNotFound" && config.ConfigFrom is not null
            ? failure.For(config.ConfigFrom)
            : failure;
    }

    /// <summary>The failure of a connect, with what to do about it.</summary>
    public static DockerNetException ExplainConnect(DockerNetException failure, NetworkAttachment attachment, Network network)
    {
        var words = failure.Message;
        if (words.Contains("user configured subnets", StringComparison.OrdinalIgnoreCase) || words.Contains("user specified IP address", StringComparison.OrdinalIgnoreCase))
        {
            return new(
                "SubnetNotConfigured",
                ErrorCategory.InvalidOperation,
                $"The network '{network.Name}' gives no chosen addresses, for it was made without a subnet of its own: {words}",
                attachment.IPAddress ?? attachment.IPv6Address ?? network.Name,
                "Make the network with -Subnet, or connect without an address.",
                failure.InnerException);
        }

        if (words.Contains("Address already in use", StringComparison.OrdinalIgnoreCase))
        {
            var holder = network.Containers?.FirstOrDefault(endpoint => endpoint.IPAddress == attachment.IPAddress || (endpoint.IPv6Address.Length > 0 && endpoint.IPv6Address == attachment.IPv6Address));
            return new(
                "AddressInUse",
                ErrorCategory.ResourceExists,
                $"The address {attachment.IPAddress ?? attachment.IPv6Address} on '{network.Name}' is taken{(holder is null ? "" : $" by '{holder.Container}'")} ({words})",
                attachment.IPAddress ?? attachment.IPv6Address,
                "Choose a free address, or leave the choice to the engine.",
                failure.InnerException);
        }

        if (words.Contains("not manually attachable", StringComparison.OrdinalIgnoreCase))
        {
            return new("NotAttachable", ErrorCategory.PermissionDenied, $"The network '{network.Name}' is for services only: {words}", network.Name, "Make the overlay network with -Attachable.", failure.InnerException);
        }

        return ExplainDriver(failure);
    }

    /// <summary>The host has no such interface.</summary>
    public static DockerNetException ParentMissing(ParentInterface parent, IReadOnlyList<string> there) => new(
        "ParentNotFound",
        ErrorCategory.ObjectNotFound,
        $"The engine's host has no interface '{parent.Link}'{(there.Count > 0 ? $": it has {string.Join(", ", there)}" : "")}.",
        parent.Name,
        "Give one of the host's interfaces with -Parent, or a VLAN of it such as eth0.20.");

    /// <summary>A kernel without the driver is found out late: the network is made, and its first container fails.</summary>
    public static DockerNetException ExplainDriver(DockerNetException failure)
    {
        var words = failure.Message;
        var driver = words.Contains("ipvlan port", StringComparison.OrdinalIgnoreCase) ? "ipvlan" : words.Contains("macvlan port", StringComparison.OrdinalIgnoreCase) ? "macvlan" : null;
        return driver is not null && words.Contains("operation not supported", StringComparison.OrdinalIgnoreCase)
            ? EngineError.NotSupported($"The kernel of the engine's host has no {driver} ({words})", failure.Target, $"Load its module on the host (modprobe {driver}), or use another driver.")
            : failure;
    }

    private static DockerNetException? ExplainParent(DockerNetException failure, NetworkConfig config)
    {
        var words = failure.Message;
        var parent = config.Options.GetValueOrDefault("parent");
        if (words.Contains("operation not supported", StringComparison.OrdinalIgnoreCase))
        {
            return parent is null
                ? EngineError.NotSupported($"Without a parent interface a {config.Driver} network needs one of the kernel's dummy interfaces, and the kernel of the engine's host has none ({words})", config.Name, "Give one of the host's interfaces with -Parent.")
                : words.Contains("vlan link", StringComparison.OrdinalIgnoreCase)
                    ? EngineError.NotSupported($"The kernel of the engine's host has no VLANs (802.1Q), so '{parent}' cannot be made ({words})", parent, "Load the module on the host (modprobe 8021q), or give an interface without a VLAN.")
                    : EngineError.NotSupported($"The kernel of the engine's host has no {config.Driver} ({words})", config.Name, $"Load its module on the host (modprobe {config.Driver}), or use another driver.");
        }

        return parent is not null && (words.Contains("was not found on the host", StringComparison.OrdinalIgnoreCase) || words.Contains("invalid subinterface vlan name", StringComparison.OrdinalIgnoreCase))
            ? ParentMissing(ParentInterface.Parse(parent), [])
            : null;
    }

    private static string Obstacle(NetworkConfig config, IReadOnlyList<Network> networks, EngineConnection engine)
    {
        var asked = config.Subnets.Select(subnet => SubnetPlan.TryParse(subnet.Subnet, out var pool) ? pool : default).ToList();
        var holders = networks
            .SelectMany(network => network.Subnets.Select(subnet => (network.Name, subnet.Subnet)))
            .Where(holder => SubnetPlan.TryParse(holder.Subnet, out var pool) && asked.Exists(one => SubnetPlan.Overlap(one, pool)))
            .Select(holder => $"the network '{holder.Name}' ({holder.Subnet})")
            .ToList();
        if (holders.Count == 0 && engine.Endpoint.IsLocal)
        {
            // The engine also keeps clear of what the host itself routes.
            holders.AddRange(NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(card => card.GetIPProperties().UnicastAddresses.Select(address => (card.Name, address)))
                .Where(route => route.address.Address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)
                .Select(route => (route.Name, Text: $"{route.address.Address.ToString().Split('%')[0]}/{route.address.PrefixLength}"))
                .Where(route => SubnetPlan.TryParse(route.Text, out var pool) && asked.Exists(one => SubnetPlan.Overlap(one, pool)))
                .Select(route => $"the host's interface {route.Name} ({route.Text})"));
        }

        return holders.Count > 0 ? string.Join(" and ", holders) : "a network or a route of the engine's host";
    }
}
