namespace DockerNet;

/// <summary>Whether a node takes tasks.</summary>
public enum NodeAvailability
{
    /// <summary>Takes new tasks.</summary>
    Active,

    /// <summary>Keeps its tasks, takes no new ones.</summary>
    Pause,

    /// <summary>Gives its tasks away, takes no new ones.</summary>
    Drain,
}
