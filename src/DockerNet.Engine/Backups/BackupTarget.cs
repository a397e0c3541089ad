namespace DockerNet.Engine.Backups;

/// <summary>The file that the backup of a volume goes to.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Compression">How it is compressed.</param>
/// <param name="IsInFolder">Whether the user named a folder, where each volume has a file of its own.</param>
public sealed record BackupTarget(string Path, BackupCompression Compression, bool IsInFolder)
{
    /// <summary>Finds it. A path names a file where it ends as one (<c>.tar</c>, <c>.tar.gz</c>, <c>.tgz</c>, <c>.tar.zst</c>, <c>.tzst</c>) or otherwise has an
    /// extension; a folder where there is one, where it ends with a slash, and where it has no extension.</summary>
    /// <param name="path">The full path that the user named.</param>
    /// <param name="volume">The volume's name.</param>
    /// <param name="compression">The compression asked for; null for what the file's name says, or zstd.</param>
    public static BackupTarget Of(string path, string volume, BackupCompression? compression)
    {
        var said = BackupFile.Compression(path);
        var isFolder = Directory.Exists(path) || System.IO.Path.EndsInDirectorySeparator(path) || (said is null && !System.IO.Path.HasExtension(path));
        var chosen = compression ?? (isFolder ? null : said) ?? BackupCompression.Zstd;
        return isFolder
            ? new(System.IO.Path.Combine(path, volume + BackupFile.Ending(chosen)), chosen, IsInFolder: true)
            : new(path, chosen, IsInFolder: false);
    }
}
