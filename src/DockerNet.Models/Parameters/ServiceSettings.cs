namespace DockerNet;

/// <summary>What is said of a service: all of a new one, or what is to change about one that exists. Null, and what is not
/// named, is left to the engine or kept as it is.</summary>
public sealed record ServiceSettings
{
    /// <summary>The name; only of a new one.</summary>
    public string? Name { get; init; }

    /// <summary>The image.</summary>
    public string? Image { get; init; }

    /// <summary>The command's arguments; an empty list for the image's own.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    /// <summary>All networks.</summary>
    public IReadOnlyList<NetworkAttachment>? Networks { get; init; }

    /// <summary>How many tasks.</summary>
    public long? Replicas { get; init; }

    /// <summary>Whether each node that fits gets one task; only of a new one.</summary>
    public bool Global { get; init; }

    /// <summary>All ports.</summary>
    public IReadOnlyList<PortMapping>? Ports { get; init; }

    /// <summary><c>vip</c> or <c>dnsrr</c>.</summary>
    public string? EndpointMode { get; init; }

    /// <summary>All mounts.</summary>
    public IReadOnlyList<Mount>? Mounts { get; init; }

    /// <summary>Environment variables to set; a null value removes one. Others are kept.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Labels to set; a null value removes one. Others are kept.</summary>
    public IReadOnlyDictionary<string, string?> Labels { get; init; } = new Dictionary<string, string?>();

    /// <summary>All constraints.</summary>
    public IReadOnlyList<string>? Constraints { get; init; }

    /// <summary>How long a task may take to end by itself before it is killed.</summary>
    public TimeSpan? StopGracePeriod { get; init; }

    /// <summary>How an update replaces tasks; its nulls are kept as they are.</summary>
    public UpdatePolicy UpdatePolicy { get; init; } = new();

    /// <summary>How a rollback replaces tasks; its nulls are kept as they are.</summary>
    public UpdatePolicy RollbackPolicy { get; init; } = new();

    /// <summary>When an ended task is replaced; its nulls are kept as they are.</summary>
    public ServiceRestartPolicy RestartPolicy { get; init; } = new();

    /// <summary>Whether to replace all tasks though nothing else changes.</summary>
    public bool ForceUpdate { get; init; }

    /// <summary>Whether nothing is said at all.</summary>
    public bool IsEmpty => this == new ServiceSettings { Environment = Environment, Labels = Labels } && Environment.Count == 0 && Labels.Count == 0;

    /// <summary>Says what contradicts itself before the engine is asked.</summary>
    /// <exception cref="DockerNetException">What contradicts itself.</exception>
    public void Validate()
    {
        if (Global && Replicas is not null)
        {
            throw InputError.Invalid("ConflictingParameters", "A global service has one task on each node: it has no number of replicas.", Name, "Give either -Global or -Replicas.");
        }

        foreach (var attachment in Networks ?? [])
        {
            attachment.Validate();
            if (attachment.IPAddress is not null || attachment.IPv6Address is not null || attachment.MacAddress is not null || attachment.LinkLocalAddresses.Count > 0)
            {
                throw InputError.Invalid("ConflictingParameters", $"A service's tasks get their addresses from the engine: none can be chosen on '{attachment.Network}'.", attachment.Network, "Give the network's name, with aliases and driver options at most.");
            }
        }

        foreach (var port in Ports ?? [])
        {
            port.Validate();
            if (port.HostAddress is not null)
            {
                throw InputError.Invalid("ConflictingParameters", $"A service publishes a port on all addresses of its nodes: '{port}' names one.", port, "Leave out the address.");
            }

            if (port.HostPort is { } host && host.Count != port.ContainerPort.Count)
            {
                throw InputError.Invalid("ConflictingParameters", $"A service's published port is one port, not one out of a range: '{port}'.", port, "Name one port, or none to have it chosen.");
            }
        }

        if (Mounts?.FirstOrDefault(mount => mount.SELinuxLabel is not null) is { } labelled)
        {
            throw InputError.Invalid("ConflictingParameters", $"A service's mounts get no SELinux label: '{labelled}' asks for one.", labelled, "Label the folder on the nodes (chcon), and leave out z or Z.");
        }

        if (EndpointMode is "dnsrr" && Ports?.FirstOrDefault(port => port.Mode is not "host") is { } routed)
        {
            throw InputError.Invalid("ConflictingParameters", $"The routing mesh needs the endpoint mode vip: '{routed}' cannot be published in it with dnsrr.", routed, "Publish it on the nodes that run a task (mode=host), or give -EndpointMode vip.");
        }
    }
}
