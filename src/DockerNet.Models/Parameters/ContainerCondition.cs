namespace DockerNet;

/// <summary>What a container is waited for to be.</summary>
public enum ContainerCondition
{
    /// <summary>Running.</summary>
    Running,

    /// <summary>Found healthy by its health check.</summary>
    Healthy,

    /// <summary>Not running any more.</summary>
    Exited,

    /// <summary>Gone.</summary>
    Removed,
}
