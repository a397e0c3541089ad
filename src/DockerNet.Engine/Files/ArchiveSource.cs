namespace DockerNet.Engine.Files;

/// <summary>A file, folder or link of this machine, and what it is called in an archive.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Name">Its name in the archive.</param>
/// <param name="IsDirectory">Whether it is a folder.</param>
/// <param name="LinkTarget">Where it leads, for a link that is copied as one.</param>
internal sealed record ArchiveSource(string Path, string Name, bool IsDirectory, string? LinkTarget)
{
    /// <summary>All that a path stands for, a folder before what is in it.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="name">Its name in the archive; empty leaves the folder itself out.</param>
    /// <param name="options">How; what cannot be copied is told there.</param>
    public static IEnumerable<ArchiveSource> Collect(string path, string name, CopyOptions options)
    {
        var link = new FileInfo(path).LinkTarget;
        if (link is not null && !options.FollowLink && name.Length > 0)
        {
            return [new(path, name, IsDirectory: false, link.Replace('\\', '/'))];
        }

        if (!Directory.Exists(path))
        {
            return [new(path, name, IsDirectory: false, LinkTarget: null)];
        }

        try
        {
            var children = Directory.EnumerateFileSystemEntries(path).Order(StringComparer.Ordinal).ToList();
            return [
                .. name.Length > 0 ? [new ArchiveSource(path, name, IsDirectory: true, LinkTarget: null)] : Array.Empty<ArchiveSource>(),
                .. children.SelectMany(child => Collect(child, name.Length > 0 ? $"{name}/{System.IO.Path.GetFileName(child)}" : System.IO.Path.GetFileName(child), options))];
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            options.Refused(CopyError.FileFailed(path, e));
            return [];
        }
    }
}
