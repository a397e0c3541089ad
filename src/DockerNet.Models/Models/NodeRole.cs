namespace DockerNet;

/// <summary>A node's part in its swarm.</summary>
public enum NodeRole
{
    /// <summary>Runs tasks.</summary>
    Worker,

    /// <summary>Keeps the swarm's state too, and takes orders.</summary>
    Manager,
}
