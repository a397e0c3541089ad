namespace DockerNet;

/// <summary>Configurations with other ports than they have.</summary>
public static class PortChanges
{
    /// <summary>The configuration with further mappings.</summary>
    /// <exception cref="DockerNetException"><c>PortMappingExists</c>, or what contradicts itself.</exception>
    public static ContainerConfig WithPorts(this ContainerConfig config, IReadOnlyList<PortMapping> mappings)
    {
        var known = config.Ports.SelectMany(mapping => mapping.Expand()).ToHashSet();
        foreach (var mapping in mappings)
        {
            // A port of the host's choice may be had twice.
            if (mapping.Expand().FirstOrDefault(one => !known.Add(one) && one.HostPort is not null) is { } twice)
            {
                throw PortError.Exists(config.Name ?? config.Image, twice);
            }
        }

        var changed = config with { Ports = [.. config.Ports, .. mappings] };
        changed.Validate();
        return changed;
    }

    /// <summary>The configuration without some of its mappings: those of the container port, and where said of that host port and address.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="mappings">What to take away.</param>
    /// <param name="bindings">What a running container publishes: a mapping of the engine's choice is known by its host port only here.</param>
    /// <exception cref="DockerNetException"><c>PortMappingNotFound</c>.</exception>
    public static ContainerConfig WithoutPorts(this ContainerConfig config, IReadOnlyList<PortMapping> mappings, IReadOnlyList<PortBinding>? bindings = null)
    {
        var left = config.Ports.SelectMany(mapping => mapping.Expand()).ToList();
        foreach (var mapping in mappings)
        {
            var chosen = (bindings ?? []).Where(binding => mapping.HostPort?.Contains(binding.HostPort ?? 0) is true && mapping.ContainerPort.Contains(binding.ContainerPort)).ToList();
            var removed = left.RemoveAll(one => mapping.ContainerPort.Contains(one.ContainerPort.First)
                && mapping.Protocol == one.Protocol
                && (mapping.HostAddress is null || mapping.HostAddress == one.HostAddress)
                && (mapping.HostPort is null || mapping.HostPort == one.HostPort || (one.HostPort is { Count: 1 } port && mapping.HostPort.Value.Contains(port.First))
                    || (one.HostPort is not { Count: 1 } && chosen.Exists(binding => binding.ContainerPort == one.ContainerPort.First && binding.Protocol == one.Protocol))));
            if (removed == 0)
            {
                throw PortError.NotFound(config.Name ?? config.Image, mapping, config.PublishAll);
            }
        }

        return config with { Ports = left };
    }
}
