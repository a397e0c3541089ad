using System.Management.Automation;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace DockerNet.Engine;

/// <summary>Explains the engine's short words about networks: which network or route is in the way of a subnet, what is wrong with a parent interface.</summary>
internal static partial class NetworkFailure
{
    /// <summary>The failure of a creation, with its reason where it is one of address pools.</summary>
    public static async Task<DockerNetException> ExplainAsync(DockerNetException failure, NetworkConfig config, Networks networks, EngineConnection engine, CancellationToken cancellationToken)
    {
        var words = SwarmFailure.Words(failure.Message);
        if (config.Ingress && words.Contains("is already present", StringComparison.OrdinalIgnoreCase))
        {
            return new("IngressExists", ErrorCategory.ResourceExists, $"A swarm has one routing mesh: {words}", config.Name, "Remove the other one first: Get-DockerNetwork | Where-Object Ingress | Remove-DockerNetwork.", failure.InnerException);
        }

        if (words.Contains("already exists", StringComparison.OrdinalIgnoreCase))
        {
            return ResourceError.Exists(ResourceKind.Network, config.Name, words, failure.InnerException);
        }

        if (failure.ErrorId is "NotSwarmManager")
        {
            return await SwarmFailure.NotManagerAsync(engine, failure, config.Name, cancellationToken).ConfigureAwait(false);
        }

        if (config.Driver is "macvlan" or "ipvlan")
        {
            if (words.Contains("is already using parent interface", StringComparison.OrdinalIgnoreCase))
            {
                return ParentInUse(failure, config, await networks.ListAsync([], [], cancellationToken).ConfigureAwait(false));
            }

            if (ExplainParent(failure, config) is { } explained)
            {
                return explained;
            }
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
            : new(failure.ErrorId, failure.Category, words, failure.Target, failure.Recommendation, failure.InnerException);
    }

    /// <summary>The failure of a creation or a start, with its reason where it is an address that was asked for.</summary>
    /// <param name="failure">The engine's refusal, of an address: <see cref="IsOfAddress"/>.</param>
    /// <param name="attachments">What was asked for.</param>
    /// <param name="networks">The engine's networks.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public static async Task<DockerNetException> ExplainAddressAsync(DockerNetException failure, IEnumerable<NetworkAttachment> attachments, Networks networks, CancellationToken cancellationToken)
    {
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

        return ExplainEndpoint(failure);
    }

    /// <summary>The host has no such interface.</summary>
    public static DockerNetException ParentMissing(ParentInterface parent, IReadOnlyList<string> there) => new(
        "ParentNotFound",
        ErrorCategory.ObjectNotFound,
        $"The engine's host has no interface '{parent.Link}'{(there.Count > 0 ? $": it has {string.Join(", ", there)}" : "")}.",
        parent.Name,
        "Give one of the host's interfaces with -Parent, or a VLAN of it such as eth0.20.");

    /// <summary>What an engine finds out late, when a container on the network starts: that the kernel is without the driver, or that
    /// an overlay network is for services.</summary>
    public static DockerNetException ExplainEndpoint(DockerNetException failure)
    {
        var words = failure.Message;
        if (NotAttachable().Match(words) is { Success: true } refused)
        {
            var network = refused.Groups[1].Value;
            return new("NotAttachable", ErrorCategory.PermissionDenied, $"The network '{network}' is for services only: {words}", network, "Make the overlay network with -Attachable.", failure.InnerException);
        }

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

        if (words.Contains("is not a valid", StringComparison.OrdinalIgnoreCase) && words.Contains("parent link", StringComparison.OrdinalIgnoreCase))
        {
            return InputError.Invalid("InvalidParent", $"'{parent}' cannot be a parent interface: {words}.", parent, "Give the interface that the host's cable is on, such as eth0.");
        }

        if (words.Contains($"requested {config.Driver} mode", StringComparison.OrdinalIgnoreCase))
        {
            return InputError.Invalid("InvalidNetworkMode", $"This engine knows no such mode: {words}.", config.Options.GetValueOrDefault($"{config.Driver}_mode"), "Give another -Mode, or use a newer engine.");
        }

        return parent is not null && (words.Contains("was not found on the host", StringComparison.OrdinalIgnoreCase) || words.Contains("invalid subinterface vlan name", StringComparison.OrdinalIgnoreCase))
            ? ParentMissing(ParentInterface.Parse(parent), [])
            : null;
    }

    /// <summary>The engine names the network that holds the parent by a beginning of its id: "dm-0123456789ab".</summary>
    private static DockerNetException ParentInUse(DockerNetException failure, NetworkConfig config, IReadOnlyList<Network> networks)
    {
        var parent = config.Options.GetValueOrDefault("parent");
        var id = failure.Message.Split(["network dm-", "network di-"], StringSplitOptions.None)[^1].Split(' ')[0];
        var holder = networks.FirstOrDefault(network => network.Id.StartsWith(id, StringComparison.Ordinal))?.Name ?? id;
        return new(
            "ParentInUse",
            ErrorCategory.ResourceExists,
            $"The parent interface '{parent}' of '{config.Name}' is that of the network '{holder}', and this engine has one network on each ({failure.Message})",
            parent,
            "Use that network, give another -Parent (a VLAN of the interface is one), or remove the other network.",
            failure.InnerException);
    }

    [GeneratedRegex("network (\\S+) not manually attachable", RegexOptions.IgnoreCase)]
    private static partial Regex NotAttachable();

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
