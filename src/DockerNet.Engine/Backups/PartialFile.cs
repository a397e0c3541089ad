namespace DockerNet.Engine.Backups;

/// <summary>A file that is under its name only when it is whole and on the disk: until then it has another name beside it, and is removed
/// when it is disposed before. What a killed process left under such a name is removed by the next one that writes the same file.</summary>
internal sealed class PartialFile : IAsyncDisposable
{
    private readonly string _path;
    private readonly string _part;

    /// <exception cref="IOException">It cannot be created.</exception>
    public PartialFile(string path)
    {
        (_path, _part) = (path, Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}.part"));
        RemoveAbandoned();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, Options = FileOptions.Asynchronous, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            // What a volume holds is not for all to read.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        Stream = new(_part, options);
    }

    /// <summary>What to write to.</summary>
    public FileStream Stream { get; }

    /// <summary>Gives the file its name.</summary>
    /// <param name="overwrite">Whether to replace a file of that name.</param>
    /// <exception cref="IOException">There is one, or the disk is full.</exception>
    public void Complete(bool overwrite)
    {
        Stream.Flush(flushToDisk: true);
        Stream.Dispose();
        File.Move(_part, _path, overwrite);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync().ConfigureAwait(false);
        File.Delete(_part);
    }

    /// <summary>A process that writes such a file holds it open for itself; one that can be opened is nobody's.</summary>
    private void RemoveAbandoned()
    {
        foreach (var part in Directory.EnumerateFiles(Path.GetDirectoryName(_path)!, $".{Path.GetFileName(_path)}.*.part"))
        {
            try
            {
                new FileStream(part, FileMode.Open, FileAccess.Write, FileShare.None).Dispose();
                File.Delete(part);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Somebody is writing it.
            }
        }
    }
}
