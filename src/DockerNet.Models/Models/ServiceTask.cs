namespace DockerNet;

/// <summary>A task of a service: one container, from its planning to its end.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">Task</see>.</remarks>
public sealed record ServiceTask
{
    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The service's name and the slot, <c>web.1</c>; for a global service the node's id instead of the slot.</summary>
    public required string Name { get; init; }

    /// <summary>The service's name.</summary>
    public string Service { get; init; } = "";

    /// <summary>The service's id.</summary>
    public string ServiceId { get; init; } = "";

    /// <summary>Which of the replicas it is, from 1; null for a global service.</summary>
    public int? Slot { get; init; }

    /// <summary>The node's host name; empty where it has none yet.</summary>
    public string Node { get; init; } = "";

    /// <summary>The node's id; empty where it has none yet.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>Whether the node answers the managers: only then is <see cref="State"/> more than what was last heard.</summary>
    public NodeState NodeState { get; init; }

    /// <summary>The image.</summary>
    public string Image { get; init; } = "";

    /// <summary>How far it is, as last heard from its node.</summary>
    public ServiceTaskState State { get; init; }

    /// <summary>Where it is to be.</summary>
    public ServiceTaskState DesiredState { get; init; }

    /// <summary>Since when it is in this state, in local time.</summary>
    public DateTime Since { get; init; }

    /// <summary>What went wrong; empty for nothing.</summary>
    public string Error { get; init; } = "";

    /// <summary>What the engine says of the state.</summary>
    public string Message { get; init; } = "";

    /// <summary>The container's id; empty where it has none yet.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The container's exit code, once it has ended.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Its addresses on the service's networks, in CIDR notation.</summary>
    public IReadOnlyList<string> Addresses { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The ports of its node that lead to it, published in host mode.</summary>
    public IReadOnlyList<ServicePort> Ports { get; init => field = Items<ServicePort>.Of(value); } = Items<ServicePort>.None;

    /// <summary>Whether it is made as the service now says; false for one that an update is to replace.</summary>
    public bool UpToDate { get; init; }

    /// <summary>When it was made, in local time.</summary>
    public DateTime Created { get; init; }

    /// <summary>The engine that was asked, a manager.</summary>
    public required string Engine { get; init; }

    /// <summary>Whether it is to run, now or soon.</summary>
    public bool Wanted => DesiredState <= ServiceTaskState.Running;

    /// <summary>Whether it has ended, as far as its node has told.</summary>
    public bool Ended => State is ServiceTaskState.Complete or ServiceTaskState.Shutdown or ServiceTaskState.Failed or ServiceTaskState.Rejected or ServiceTaskState.Orphaned;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
