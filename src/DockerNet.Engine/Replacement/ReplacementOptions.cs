namespace DockerNet.Engine;

/// <summary>How a container is replaced.</summary>
public sealed record ReplacementOptions
{
    /// <summary>Whether files that it changed are given up; otherwise an image keeps them.</summary>
    public bool DiscardChanges { get; init; }

    /// <summary>Whether the original stays, stopped and under another name.</summary>
    public bool KeepOriginal { get; init; }

    /// <summary>Whether the image is taken afresh by its name: it may be another one than that of the original.</summary>
    public bool RefreshImage { get; init; }

    /// <summary>How long the new container may take until it runs, or is healthy.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it has to run to be called running: what fails at its start does so within this time.</summary>
    internal TimeSpan Settle { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a call that is under way at Ctrl+C may still take: undone can only be what is done.</summary>
    internal TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether a failure is undone. A client that is killed undoes nothing: tests show what becomes of that.</summary>
    internal bool Recover { get; init; } = true;
}
