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
            ? ResourceError.NotFound(ResourceKind.Network, config.ConfigFrom, engine.Name, failure.InnerException)
            : failure;
    }

    /// <summary>The failure of a creation or a start, with its reason where it is an address that was asked for.</summary>
    /// <param name="failure">The engine's refusal.</param>
    /// <param name="attachments">What was asked for.</param>
    /// <param name="networks">The engine's networks.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async Task<DockerNetException> ExplainAddressAsync(DockerNetException failure, IEnumerable<NetworkAttachment> attachments, Networks networks, CancellationToken cancellationToken)
    {
        if (!IsOfAddress(failure))
        {
            return failure;
        }

        DockerNetException? explained = null;
        foreach (var attachment in attachments.Where(attachment => (attachment.IPAddress ?? attachment.IPv6Address) is not null))
        {
            if (await networks.FindForAttachmentAsync(attachment.Network, cancellationToken).ConfigureAwait(false) is { } network)
            {
                // The engine does not say which one it is: the one that somebody holds, else the first.
                explained = explained is null || Holder(attachment, network) is not null ? ExplainConnect(failure, attachment, network) : explained;
            }
        }

        return explained ?? failure;
    }

    /// <summary>Whether an address on a network was refused, rather than a port of the host, which "is already in use" too.</summary>
    public static bool IsOfAddress(DockerNetException failure) =>
        failure.ErrorId is "ResourceConflict" or "InvalidRequest" or "EngineFault"
        && (IsOfSubnet(failure.Message) || (failure.Message.Contains(InUse, StringComparison.Ordinal) && !failure.Message.Contains("bind: ", StringComparison.Ordinal)));

    private const string InUse = "Address already in use";

    private static bool IsOfSubnet(string words) =>
        words.Contains("user configured subnets", StringComparison.OrdinalIgnoreCase) || words.Contains("user specified IP address", StringComparison.OrdinalIgnoreCase);

    private static string? Holder(NetworkAttachment attachment, Network network)
    {
        var asked = new[] { attachment.IPAddress, attachment.IPv6Address }.OfType<string>().ToList();
        return network.Containers?.FirstOrDefault(endpoint => asked.Contains(endpoint.IPAddress) || asked.Contains(endpoint.IPv6Address)) is { } holder ? $"'{holder.Container}'"
            : network.Subnets.Any(subnet => subnet.Gateway is { } gateway && asked.Contains(gateway)) ? "the network's gateway"
            : null;
    }

    /// <summary>The failure of a connect, with what to do about it.</summary>
    public static DockerNetException ExplainConnect(DockerNetException failure, NetworkAttachment attachment, Network network)
    {
        var words = failure.Message;
        if (IsOfSubnet(words))
        {
            return new(
                "SubnetNotConfigured",
                ErrorCategory.InvalidOperation,
                $"The network '{network.Name}' gives no chosen addresses, for it was made without a subnet of its own: {words}",
                attachment.IPAddress ?? attachment.IPv6Address ?? network.Name,
                "Make the network with -Subnet, or connect without an address.",
                failure.InnerException);
        }

        if (words.Contains(InUse, StringComparison.OrdinalIgnoreCase))
        {
            return new(
                "AddressInUse",
                ErrorCategory.ResourceExists,
                $"The address {attachment.IPAddress ?? attachment.IPv6Address} on '{network.Name}' is taken{(Holder(attachment, network) is { } holder ? $" by {holder}" : "")} ({words})",
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
