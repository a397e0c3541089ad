namespace DockerNet;

/// <summary>How far the last update of a service is.</summary>
public enum ServiceUpdateState
{
    /// <summary>It had none, or the last one changed no task.</summary>
    None,

    /// <summary>Under way.</summary>
    Updating,

    /// <summary>Stopped half-way because tasks failed.</summary>
    Paused,

    /// <summary>Done.</summary>
    Completed,

    /// <summary>On the way back.</summary>
    RollbackStarted,

    /// <summary>Stopped on the way back because tasks failed.</summary>
    RollbackPaused,

    /// <summary>Back at the specification before.</summary>
    RollbackCompleted,
}
