namespace DockerNet;

/// <summary>A file or folder inside a container.</summary>
/// <param name="Path">Its path in the container.</param>
/// <param name="Size">Bytes.</param>
/// <param name="IsDirectory">Whether it is a folder.</param>
/// <param name="LinkTarget">Where it leads, for a symbolic link; null for anything else.</param>
public sealed record PathStat(string Path, long Size, bool IsDirectory, string? LinkTarget)
{
    /// <summary>Whether it is a link that leads out of the volume that it is in.</summary>
    public bool LeadsOut { get; init; }
}
