namespace DockerNet;

/// <summary>Whether the managers reach one of them.</summary>
public enum ManagerReachability
{
    /// <summary>Not known, or the node is no manager.</summary>
    Unknown,

    /// <summary>It is not reached.</summary>
    Unreachable,

    /// <summary>It is reached.</summary>
    Reachable,
}
