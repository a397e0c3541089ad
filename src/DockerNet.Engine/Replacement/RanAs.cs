namespace DockerNet.Engine;

/// <summary>What a container did before its replacement began, and is to do after it.</summary>
internal enum RanAs
{
    /// <summary>Nothing: it was created or had ended.</summary>
    Stopped,

    /// <summary>It ran.</summary>
    Running,

    /// <summary>It was suspended.</summary>
    Paused,

    /// <summary>It was between two runs.</summary>
    Restarting,
}
