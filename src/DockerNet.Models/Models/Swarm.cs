namespace DockerNet;

/// <summary>An engine's part in a swarm, and, where it is a manager, the swarm.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">SwarmInspect, SystemInfo</see>. Join tokens are no part of it.</remarks>
public sealed record Swarm
{
    /// <summary>The engine that was asked.</summary>
    public required string Engine { get; init; }

    /// <summary><c>inactive</c> (in no swarm), <c>pending</c> (joining), <c>active</c>, <c>error</c> or <c>locked</c>.</summary>
    public string State { get; init; } = "inactive";

    /// <summary>What keeps the engine from its swarm.</summary>
    public string Error { get; init; } = "";

    /// <summary>The engine's part; null in no swarm.</summary>
    public NodeRole? Role { get; init; }

    /// <summary>The engine's id as a node; empty in no swarm.</summary>
    public string NodeId { get; init; } = "";

    /// <summary>The address that the other nodes know it by.</summary>
    public string NodeAddress { get; init; } = "";

    /// <summary>Where the managers are: host and port.</summary>
    public IReadOnlyList<string> ManagerAddresses { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The swarm's id; empty where a manager was not asked.</summary>
    public string Id { get; init; } = "";

    /// <summary>How many nodes it has, where a manager was asked.</summary>
    public int? Nodes { get; init; }

    /// <summary>How many of them are managers, where a manager was asked.</summary>
    public int? Managers { get; init; }

    /// <summary>The pools that overlay networks get their subnets from, in CIDR notation; empty for the engine's own choice.</summary>
    public IReadOnlyList<string> AddressPools { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The prefix length of such a subnet.</summary>
    public int? SubnetSize { get; init; }

    /// <summary>The UDP port of overlay traffic.</summary>
    public int? DataPathPort { get; init; }

    /// <summary>How many ended tasks of a slot are kept.</summary>
    public int? TaskHistoryLimit { get; init; }

    /// <summary>Whether a manager that restarts has to be unlocked.</summary>
    public bool AutoLock { get; init; }

    /// <summary>When it was made, in local time.</summary>
    public DateTime? Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime? Updated { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id.Length > 0 ? Id : State;
}
