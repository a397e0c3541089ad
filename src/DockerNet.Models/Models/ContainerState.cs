namespace DockerNet;

/// <summary>The state of a container, as the engine names it. See <c>State.Status</c> of
/// <see href="https://docs.docker.com/reference/api/engine/">ContainerInspect</see>.</summary>
public enum ContainerState
{
    /// <summary>A state that this version of DockerNet does not know.</summary>
    Unknown,

    /// <summary>Created, never started.</summary>
    Created,

    /// <summary>Running.</summary>
    Running,

    /// <summary>Suspended: its processes are frozen.</summary>
    Paused,

    /// <summary>Between two runs, by its restart policy.</summary>
    Restarting,

    /// <summary>Ran and ended.</summary>
    Exited,

    /// <summary>Being removed.</summary>
    Removing,

    /// <summary>The engine could not remove it.</summary>
    Dead,

    /// <summary>Being stopped (podman).</summary>
    Stopping,
}
