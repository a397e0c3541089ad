namespace DockerNet;

/// <summary>Whether a node answers the managers.</summary>
public enum NodeState
{
    /// <summary>Not known: a new leader has not heard of it yet.</summary>
    Unknown,

    /// <summary>It has not been heard of for several heartbeats; what runs on it is not known.</summary>
    Down,

    /// <summary>It answers.</summary>
    Ready,

    /// <summary>It took its leave.</summary>
    Disconnected,
}
