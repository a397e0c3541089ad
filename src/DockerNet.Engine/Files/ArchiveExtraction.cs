namespace DockerNet.Engine.Files;

/// <summary>
/// Unpacks an archive of one file or folder to one path of this machine, and nowhere else: nothing the archive says of paths is
/// trusted. An entry is refused that is absolute, goes up, lies beside the first one, lies below a link, or is a link out.
/// </summary>
/// <param name="target">The path that the archive's first entry becomes.</param>
/// <param name="isDirectory">Whether that is a folder.</param>
/// <param name="options">How.</param>
internal sealed class ArchiveExtraction(string target, bool isDirectory, CopyOptions options)
{
    /// <summary>Rights of owner, group and others; not the bits that lend them to whoever runs the file.</summary>
    private const UnixFileMode Rights = (UnixFileMode)0b111_111_111;

    /// <summary>Folders that are known to be none of them a link.</summary>
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<(string Path, TarHeader Entry)> _finish = [];
    private string? _first;
    private long _copied;

    /// <summary>The folder that nothing may leave.</summary>
    private string Root => isDirectory ? target : Path.GetDirectoryName(target)!;

    /// <exception cref="InvalidDataException">It is no archive.</exception>
    /// <exception cref="DockerNetException"><c>FileFailed</c>: this machine has no room or no such path.</exception>
    public async Task ExtractAsync(TarEntries archive, CancellationToken cancellationToken)
    {
        while (await archive.NextAsync(cancellationToken).ConfigureAwait(false) is { } entry)
        {
            try
            {
                await ExtractAsync(archive, entry, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerNetException e) when (e.ErrorId is "UnsafeEntry" or "FileExists" or "CopyConflict")
            {
                options.Refused(e);
            }
            catch (UnauthorizedAccessException e)
            {
                options.Refused(CopyError.FileFailed(entry.Label, e));
            }
            catch (IOException e) when (e is not EndOfStreamException)
            {
                throw CopyError.FileFailed(entry.Label, e);
            }
        }

        // The innermost first: a folder that may not be written to gets that right last.
        foreach (var (path, entry) in Enumerable.Reverse(_finish))
        {
            Finish(path, entry);
        }
    }

    private async Task ExtractAsync(TarEntries archive, TarHeader entry, CancellationToken cancellationToken)
    {
        var path = PathOf(entry.Label, entry.Label);
        if (entry.IsFolder)
        {
            MakeDirectory(path, entry);
            return;
        }

        CheckFolder(Path.GetDirectoryName(path)!, entry.Label);
        switch (entry.Type)
        {
            case '0':
                await WriteAsync(path, archive.ReadAsync, cancellationToken).ConfigureAwait(false);
                Finish(path, entry);
                break;
            case '2':
                MakeLink(path, entry);
                break;
            case '1':
                var other = PathOf(entry.LinkLabel, entry.Label);
                CheckFolder(Path.GetDirectoryName(other)!, entry.Label);
                if (!File.Exists(other) || new FileInfo(other).LinkTarget is not null)
                {
                    throw CopyError.Unsafe(entry.Label, $"it is another name of '{entry.LinkLabel}', which is no file of the archive.");
                }

                await using (var content = File.OpenRead(other))
                {
                    await WriteAsync(path, content.ReadAsync, cancellationToken).ConfigureAwait(false);
                }

                Finish(path, entry);
                break;
            default:
                throw CopyError.Unsafe(entry.Label, "it is no file, folder or link.");
        }
    }

    /// <summary>Where a name of the archive lies on this machine.</summary>
    private string PathOf(string name, string entry)
    {
        if (name.StartsWith('/') && _first is not "")
        {
            // An archive of the root begins with "/".
            _first ??= name is "/" ? "" : throw CopyError.Unsafe(entry, "its path is absolute.");
            if (_first.Length > 0)
            {
                throw CopyError.Unsafe(entry, "its path is absolute.");
            }
        }

        var segments = name.Split('/').Where(segment => segment is not "" and not ".").ToList();
        if (segments.Contains(".."))
        {
            throw CopyError.Unsafe(entry, "its path goes up (..).");
        }

        if (segments.Find(segment => segment.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) is { } odd)
        {
            throw CopyError.Unsafe(entry, $"'{odd}' is no file name on this machine.");
        }

        var clean = string.Join('/', segments);
        _first ??= clean;
        if (clean == _first)
        {
            return target;
        }

        var below = _first.Length == 0 ? clean : clean.StartsWith($"{_first}/", StringComparison.Ordinal) ? clean[(_first.Length + 1)..] : null;
        return below is null || !isDirectory ? throw CopyError.Unsafe(entry, "it lies beside what was asked for.") : Path.Combine(target, below.Replace('/', Path.DirectorySeparatorChar));
    }

    /// <summary>Makes sure that a folder is there, and that no part of it below the root is a link, which would lead elsewhere.</summary>
    private void CheckFolder(string folder, string entry)
    {
        if (folder.Length <= Root.Length || _folders.Contains(folder))
        {
            return;
        }

        CheckFolder(Path.GetDirectoryName(folder)!, entry);
        if (new FileInfo(folder).LinkTarget is not null)
        {
            throw CopyError.Unsafe(entry, $"'{folder}' is a link.");
        }

        Directory.CreateDirectory(folder);
        _folders.Add(folder);
    }

    private void MakeDirectory(string path, TarHeader entry)
    {
        if (path != target)
        {
            CheckFolder(Path.GetDirectoryName(path)!, entry.Label);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw CopyError.Conflict(path, "a folder cannot be copied onto a link.");
            }
        }

        if (File.Exists(path))
        {
            throw CopyError.Conflict(path, "a folder cannot be copied onto a file.");
        }

        if (!Directory.Exists(path))
        {
            Directory.CreateDirectory(path);
            _finish.Add((path, entry));
        }
    }

    private void MakeLink(string path, TarHeader entry)
    {
        var link = entry.LinkLabel;
        var segments = link.Split('/');
        // Behind a name, ".." could mean another folder than it seems, if that name is a link.
        var up = segments.TakeWhile(segment => segment is ".." or ".").Count();
        if (link.Length == 0 || link.StartsWith('/') || Path.IsPathRooted(link)
            || segments.Skip(up).Contains("..")
            || !IsBelowRoot(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, link))))
        {
            throw CopyError.Unsafe(entry.Label, $"it is a link that points outside: {link}");
        }

        CheckOverwrite(path);
        File.Delete(path);
        File.CreateSymbolicLink(path, link);
    }

    private bool IsBelowRoot(string path) => path == Root || path.StartsWith(Path.TrimEndingDirectorySeparator(Root) + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void CheckOverwrite(string path)
    {
        var isLink = new FileInfo(path).LinkTarget is not null;
        if (!isLink && Directory.Exists(path))
        {
            throw CopyError.Conflict(path, "a file cannot be copied onto a folder.");
        }

        if (!options.Force && (isLink || File.Exists(path)))
        {
            throw CopyError.Exists(path);
        }
    }

    /// <summary>Writes a file under another name first: what is there stays whole until the new one is.</summary>
    private async Task WriteAsync(string path, Func<Memory<byte>, CancellationToken, ValueTask<int>> read, CancellationToken cancellationToken)
    {
        CheckOverwrite(path);
        var part = Path.Combine(Path.GetDirectoryName(path)!, $".{Path.GetRandomFileName()}.part");
        try
        {
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                var buffer = new byte[128 * 1024];
                for (int count; (count = await read(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
                {
                    await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
                    options.Copied(_copied += count);
                }
            }

            File.Move(part, path, options.Force);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    private static void Finish(string path, TarHeader entry)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, entry.Mode & Rights);
        }

        if (entry.IsFolder)
        {
            Directory.SetLastWriteTimeUtc(path, entry.Modified.UtcDateTime);
        }
        else
        {
            File.SetLastWriteTimeUtc(path, entry.Modified.UtcDateTime);
        }
    }
}
