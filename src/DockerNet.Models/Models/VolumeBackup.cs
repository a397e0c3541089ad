namespace DockerNet;

/// <summary>A backup of a volume that was written.</summary>
public sealed record VolumeBackup
{
    /// <summary>The volume's name.</summary>
    public required string Volume { get; init; }

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The volume's driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>When it was begun, in local time.</summary>
    public DateTime Created { get; init; }

    /// <summary>How many files it holds, links among them.</summary>
    public long Files { get; init; }

    /// <summary>How many folders it holds, the volume's own not counted.</summary>
    public long Folders { get; init; }

    /// <summary>Bytes of all its files.</summary>
    public long ContentSize { get; init; }

    /// <summary>Bytes of the backup itself.</summary>
    public long Size { get; init; }

    /// <summary>How it is compressed.</summary>
    public BackupCompression Compression { get; init; }

    /// <summary>The SHA-256 of its content, in hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The engine that keeps the volume.</summary>
    public required string Engine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}
