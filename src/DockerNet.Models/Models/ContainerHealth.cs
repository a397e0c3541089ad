namespace DockerNet;

/// <summary>What a container's health check last said.</summary>
public enum ContainerHealth
{
    /// <summary>The container has no health check, or has not run it yet.</summary>
    None,

    /// <summary>Within its start period.</summary>
    Starting,

    /// <summary>The check passes.</summary>
    Healthy,

    /// <summary>The check failed as many times in a row as it may.</summary>
    Unhealthy,
}
