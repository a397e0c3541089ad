using System.Text.RegularExpressions;

namespace DockerNet;

/// <summary>What a container's configuration must not say at the same time. The engine refuses most of it late, and drops some of it silently.</summary>
internal static partial class ContainerContradictions
{
    public static void Check(ContainerConfig config)
    {
        if (config.Name is { } name)
        {
            CheckName(name);
        }

        foreach (var attachment in config.Networks)
        {
            attachment.Validate();
        }

        foreach (var mount in config.Mounts)
        {
            mount.Validate();
        }

        foreach (var port in config.Ports)
        {
            port.Validate();
        }

        CheckNetworks(config);
        CheckMode(config);
        CheckMounts(config);
        CheckLife(config);
    }

    /// <summary>The engine's own rule (RestrictedNameChars), told before an image is pulled.</summary>
    public static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
        {
            throw InputError.Invalid("InvalidContainerName", $"'{name}' is no name for a container: at least two of letters, digits and _ . - are, beginning with a letter or digit.", name);
        }
    }

    private static void CheckNetworks(ContainerConfig config)
    {
        var twice = config.Networks.GroupBy(attachment => attachment.Network, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw Conflict($"The network '{twice.Key}' is given {twice.Count()} times.", twice.Key, "Give each network once, with all that it needs.");
        }

        if (config.Networks.Count > 1 && config.Networks.FirstOrDefault(attachment => attachment.Network is "host" or "none" || attachment.SharesContainer) is { } lone)
        {
            throw Conflict($"A container in the mode '{lone.Network}' has no other network.", lone.Network, "Give that mode alone, or networks only.");
        }

        if (config.Networks.FirstOrDefault(attachment => attachment.SharesContainer && attachment.Network.EndsWith(':')) is { } nobody)
        {
            throw InputError.Invalid("InvalidNetworkAttachment", "container: names no container.", nobody.Network, "Give container:NAME.");
        }
    }

    private static void CheckMode(ContainerConfig config)
    {
        if (config.Networks.Count == 0)
        {
            return;
        }

        var mode = config.Networks[0];
        if (mode.Network is "host" && (config.Ports.Count > 0 || config.PublishAll))
        {
            throw Conflict("A container in host mode has the host's ports: none can be published.", mode.Network, "Leave out the ports: what it listens on is reached at once; or choose another network.");
        }

        if ((mode.Network is "host" || mode.SharesContainer) && config.Links.Count > 0)
        {
            throw Conflict($"A container in the mode '{mode.Network}' has no links: it has no network of its own.", mode.Network, "Leave out -Link, or choose another network.");
        }

        if ((mode.Network is "host" or "none" || mode.SharesContainer) && mode.MacAddress is not null)
        {
            throw Conflict($"A container in the mode '{mode.Network}' has no MAC address of its own.", mode.Network, "Leave out the MAC address, or choose another network.");
        }

        if (mode.SharesContainer)
        {
            var said = config.Ports.Count > 0 || config.PublishAll ? "publishes no ports"
                : config.ExposedPorts.Count > 0 ? "exposes no ports"
                : config.HostName is not null ? "has no host name of its own"
                : config.Dns.Count > 0 || config.DnsSearch.Count > 0 || config.DnsOptions.Count > 0 ? "has no DNS settings of its own"
                : config.ExtraHosts.Count > 0 ? "has no hosts file of its own"
                : null;
            if (said is not null)
            {
                throw Conflict($"A container in the mode '{mode.Network}' {said}: they are those of that container.", mode.Network, "Set it on that container, or choose another network.");
            }
        }
    }

    private static void CheckMounts(ContainerConfig config)
    {
        var twice = config.Mounts.Select(mount => mount.Target).Concat(config.Tmpfs.Keys)
            .GroupBy(target => target.Length > 1 ? target.TrimEnd('/') : target, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw Conflict($"'{twice.Key}' is the target of {twice.Count()} mounts.", twice.Key, "Give each target once.");
        }
    }

    private static void CheckLife(ContainerConfig config)
    {
        if (config.AutoRemove && config.RestartPolicy is { Name: not "no" } policy)
        {
            throw Conflict($"A container that is removed at its end cannot be started again ('{policy}').", policy.ToString(), "Give either -AutoRemove or -RestartPolicy.");
        }

        if (config.MemorySwap is > 0 && config.Memory is null)
        {
            throw Conflict("Memory and swap together have no limit without one of the memory.", config.MemorySwap, "Give -Memory too.");
        }

        if (config.MemorySwap is > 0 && config.MemorySwap < config.Memory)
        {
            throw Conflict("Memory and swap together cannot be less than the memory.", config.MemorySwap, "Give -MemorySwap no less than -Memory.");
        }

        if (config.HealthCheck is { IsNone: true } off && (off.Interval ?? off.Timeout ?? off.StartPeriod ?? off.StartInterval) is not null)
        {
            throw Conflict("Health checks that are turned off have no times.", config.Name ?? config.Image, "Give either -NoHealthCheck or the -Health… parameters.");
        }

        if (config.ExtraHosts.FirstOrDefault(host => host.IndexOfAny([':', '=']) <= 0) is { } line)
        {
            throw InputError.Invalid("InvalidExtraHost", $"'{line}' is no line for the hosts file: name:address is needed.", line, "Give for instance db:192.168.1.5 or host.docker.internal:host-gateway.");
        }
    }

    [GeneratedRegex("^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$")]
    private static partial Regex Name();

    private static DockerNetException Conflict(string message, object? target, string recommendation) =>
        InputError.Invalid("ConflictingParameters", message, target, recommendation);
}
