namespace DockerNet;

/// <summary>The states of a task, in the order in which it passes them.</summary>
public enum ServiceTaskState
{
    /// <summary>Made.</summary>
    New,

    /// <summary>Its networks and ports are set aside.</summary>
    Allocated,

    /// <summary>Waits for a node.</summary>
    Pending,

    /// <summary>Has a node.</summary>
    Assigned,

    /// <summary>The node has taken it on.</summary>
    Accepted,

    /// <summary>The node gets image, networks and mounts.</summary>
    Preparing,

    /// <summary>Ready to start.</summary>
    Ready,

    /// <summary>Starts; a health check is waited for.</summary>
    Starting,

    /// <summary>Runs.</summary>
    Running,

    /// <summary>Ended with exit code 0.</summary>
    Complete,

    /// <summary>Was asked to end, and has.</summary>
    Shutdown,

    /// <summary>Ended with an error.</summary>
    Failed,

    /// <summary>The node could not take it on.</summary>
    Rejected,

    /// <summary>Is to be removed with its service or slot.</summary>
    Remove,

    /// <summary>Its node is gone for too long.</summary>
    Orphaned,
}
