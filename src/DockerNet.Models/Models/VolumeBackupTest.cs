namespace DockerNet;

/// <summary>Whether a backup of a volume is whole, and what it holds.</summary>
public sealed record VolumeBackupTest
{
    /// <summary>The file; empty for bytes of the pipeline.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it can be restored: it is complete, and its content has the digest that it is to have.</summary>
    public bool Valid { get; init; }

    /// <summary>Why it cannot; null where it can.</summary>
    public string? Reason { get; init; }

    /// <summary>The name of the volume; null in an archive that another tool made, which says none.</summary>
    public string? Volume { get; init; }

    /// <summary>The volume's driver; null where not said.</summary>
    public string? Driver { get; init; }

    /// <summary>The engine that kept the volume; null where not said.</summary>
    public string? Engine { get; init; }

    /// <summary>When it was made, in local time; null where not said.</summary>
    public DateTime? Created { get; init; }

    /// <summary>How many files it holds, links among them.</summary>
    public long Files { get; init; }

    /// <summary>How many folders it holds, the volume's own not counted.</summary>
    public long Folders { get; init; }

    /// <summary>Bytes of all its files.</summary>
    public long ContentSize { get; init; }

    /// <summary>How it is compressed.</summary>
    public BackupCompression Compression { get; init; }

    /// <summary>The SHA-256 of its content, in hexadecimal digits. In an archive that another tool made there is nothing to compare it with.</summary>
    public string? Sha256 { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {(Valid ? "valid" : Reason)}";
}
