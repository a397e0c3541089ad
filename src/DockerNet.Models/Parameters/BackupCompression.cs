namespace DockerNet;

/// <summary>How a backup is compressed.</summary>
public enum BackupCompression
{
    /// <summary>Not at all: <c>.tar</c>.</summary>
    None,

    /// <summary>As gzip, which everything reads: <c>.tar.gz</c>. Source: RFC 1952.</summary>
    Gzip,

    /// <summary>As Zstandard, faster and smaller: <c>.tar.zst</c>. Source: RFC 8878.</summary>
    Zstd,
}
