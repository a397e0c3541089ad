namespace DockerNet;

/// <summary>A service of a swarm.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">Service</see>.</remarks>
public sealed record Service
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The image, with its digest where one was found.</summary>
    public string Image { get; init; } = "";

    /// <summary>The command's arguments; empty for the image's own.</summary>
    public IReadOnlyList<string> Command { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>How many tasks it has.</summary>
    public ServiceMode Mode { get; init; }

    /// <summary>How many tasks it is to have, for a replicated one.</summary>
    public long? Replicas { get; init; }

    /// <summary>How many tasks run, on nodes that answer; null where it was not asked.</summary>
    public long? Running { get; init; }

    /// <summary>How many tasks are to run; null where it was not asked.</summary>
    public long? Desired { get; init; }

    /// <summary>The ports it publishes.</summary>
    public IReadOnlyList<ServicePort> Ports { get; init => field = Items<ServicePort>.Of(value); } = Items<ServicePort>.None;

    /// <summary><c>vip</c> (one address for all tasks) or <c>dnsrr</c> (the name gives the tasks' addresses).</summary>
    public string EndpointMode { get; init; } = "vip";

    /// <summary>Its own addresses, one a network, for <c>vip</c>.</summary>
    public IReadOnlyList<string> VirtualAddresses { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The names of its networks.</summary>
    public IReadOnlyList<string> Networks { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>What its tasks mount.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init => field = Items<ContainerMount>.Of(value); } = Items<ContainerMount>.None;

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Which nodes fit, such as <c>node.labels.disk==ssd</c>.</summary>
    public IReadOnlyList<string> Constraints { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>How an update replaces tasks; null for the engine's own way.</summary>
    public UpdatePolicy? UpdatePolicy { get; init; }

    /// <summary>How a rollback replaces tasks; null for the engine's own way.</summary>
    public UpdatePolicy? RollbackPolicy { get; init; }

    /// <summary>When an ended task is replaced; null for the engine's own way.</summary>
    public ServiceRestartPolicy? RestartPolicy { get; init; }

    /// <summary>How far the last update is.</summary>
    public ServiceUpdateState UpdateState { get; init; }

    /// <summary>What the engine says of the last update.</summary>
    public string UpdateMessage { get; init; } = "";

    /// <summary>When it was created, in local time.</summary>
    public DateTime Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime Updated { get; init; }

    /// <summary>The engine that was asked, a manager.</summary>
    public required string Engine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
