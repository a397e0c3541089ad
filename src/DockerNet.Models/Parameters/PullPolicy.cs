namespace DockerNet;

/// <summary>When an image is pulled before a container is made of it.</summary>
public enum PullPolicy
{
    /// <summary>If the engine does not have it.</summary>
    Missing,

    /// <summary>Always.</summary>
    Always,

    /// <summary>Never: an image that the engine does not have is an error.</summary>
    Never,
}
