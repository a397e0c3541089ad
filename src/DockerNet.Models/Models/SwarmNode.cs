namespace DockerNet;

/// <summary>A node of a swarm, as a manager knows it.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">Node</see>.</remarks>
public sealed record SwarmNode
{
    /// <summary>The full id.</summary>
    public required string Id { get; init; }

    /// <summary>The host's name; several nodes may have the same.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its part in the swarm.</summary>
    public NodeRole Role { get; init; }

    /// <summary>Whether it takes tasks.</summary>
    public NodeAvailability Availability { get; init; }

    /// <summary>Whether it answers.</summary>
    public NodeState State { get; init; }

    /// <summary>Why it is in this state, such as <c>heartbeat failure</c>.</summary>
    public string Message { get; init; } = "";

    /// <summary>Its address.</summary>
    public string Address { get; init; } = "";

    /// <summary>Whether it leads the managers.</summary>
    public bool Leader { get; init; }

    /// <summary>Whether the other managers reach it, for a manager.</summary>
    public ManagerReachability Reachability { get; init; }

    /// <summary>Where other nodes reach it, for a manager: host and port.</summary>
    public string? ManagerAddress { get; init; }

    /// <summary>Whether it is the node of the engine that was asked.</summary>
    public bool Self { get; init; }

    /// <summary>The version of its engine.</summary>
    public string EngineVersion { get; init; } = "";

    /// <summary><c>linux</c> or <c>windows</c>.</summary>
    public string OSType { get; init; } = "";

    /// <summary>The processor architecture.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>Processors.</summary>
    public double Cpus { get; init; }

    /// <summary>Memory, in bytes.</summary>
    public long Memory { get; init; }

    /// <summary>Labels that managers gave it: <c>node.labels.…</c> in constraints.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Labels of its engine's own configuration: <c>engine.labels.…</c> in constraints.</summary>
    public IReadOnlyDictionary<string, string> EngineLabels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>When it joined, in local time.</summary>
    public DateTime Created { get; init; }

    /// <summary>When it last changed, in local time.</summary>
    public DateTime Updated { get; init; }

    /// <summary>The engine that was asked, a manager.</summary>
    public required string Engine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name.Length > 0 ? $"{Name} ({Id[..Math.Min(12, Id.Length)]})" : Id;
}
