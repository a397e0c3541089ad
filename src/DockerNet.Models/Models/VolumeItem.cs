namespace DockerNet;

/// <summary>A file, folder or link in a volume.</summary>
public sealed record VolumeItem
{
    /// <summary>The volume's name.</summary>
    public required string Volume { get; init; }

    /// <summary>The path from the volume's root, which is <c>/</c>.</summary>
    public required string Path { get; init; }

    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>What it is.</summary>
    public VolumeItemType Type { get; init; }

    /// <summary>Bytes; 0 for what is no file, and for a further name of one.</summary>
    public long Size { get; init; }

    /// <summary>What owner, group and others may do.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The owner's number.</summary>
    public long UserId { get; init; }

    /// <summary>The group's number.</summary>
    public long GroupId { get; init; }

    /// <summary>When it was last changed, in local time.</summary>
    public DateTime Modified { get; init; }

    /// <summary>Where a symbolic link leads, or of which file (by its path) a file is a further name; null for anything else.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>The engine that keeps the volume.</summary>
    public required string Engine { get; init; }

    /// <summary>As Copy-DockerVolumeItem takes it: <c>volume:/path</c>.</summary>
    public override string ToString() => $"{Volume}:{Path}";
}
