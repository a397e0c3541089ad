using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace DockerNet.FakeEngine;

/// <summary>
/// A file system in memory: of a container's own layer, or of a volume. Paths are absolute with <c>/</c>; the root always exists.
/// </summary>
public sealed class FakeFileTree
{
    private const UnixFileMode FolderMode = (UnixFileMode)0b111_101_101;

    private readonly Lock _sync = new();
    private readonly SortedDictionary<string, FakeFile> _files = new(StringComparer.Ordinal) { ["/"] = Folder() };

    /// <summary>Every path in it, in order.</summary>
    public IReadOnlyList<string> Paths
    {
        get
        {
            lock (_sync)
            {
                return [.. _files.Keys];
            }
        }
    }

    /// <summary>The bytes stored.</summary>
    public long Size
    {
        get
        {
            lock (_sync)
            {
                return _files.Values.Sum(file => (long)file.Content.Length);
            }
        }
    }

    public FakeFile? Find(string path)
    {
        lock (_sync)
        {
            return _files.GetValueOrDefault(Clean(path));
        }
    }

    /// <summary>The text of a file; null where there is none.</summary>
    public string? ReadText(string path) => Find(path) is { IsDirectory: false } file ? Encoding.UTF8.GetString(file.Content.Span) : null;

    public FakeFileTree WriteText(string path, string text) => Write(path, new FakeFile { Type = TarEntryType.RegularFile, Content = Encoding.UTF8.GetBytes(text) });

    public FakeFileTree MakeFolder(string path) => Write(path, Folder());

    public FakeFileTree MakeLink(string path, string target) =>
        Write(path, new FakeFile { Type = TarEntryType.SymbolicLink, LinkTarget = target, Mode = (UnixFileMode)0b111_111_111 });

    /// <summary>Stores a file, and the folders it is in.</summary>
    public FakeFileTree Write(string path, FakeFile file)
    {
        lock (_sync)
        {
            path = Clean(path);
            for (var parent = Parent(path); !_files.TryGetValue(parent, out var found) || !found.IsDirectory; parent = Parent(parent))
            {
                _files[parent] = Folder();
            }

            if (path != "/" && !file.IsDirectory)
            {
                RemoveBelow(path);
            }

            _files[path] = file;
            return this;
        }
    }

    public bool Remove(string path)
    {
        lock (_sync)
        {
            path = Clean(path);
            RemoveBelow(path);
            return path != "/" && _files.Remove(path);
        }
    }

    /// <summary>Removes everything.</summary>
    internal void Clear()
    {
        lock (_sync)
        {
            _files.Clear();
            _files["/"] = Folder();
        }
    }

    /// <summary>Takes over everything another tree has.</summary>
    public FakeFileTree CopyFrom(FakeFileTree other)
    {
        foreach (var (path, file) in other.Below("/"))
        {
            Write(path, file);
        }

        return this;
    }

    /// <summary>The path itself and what is below it.</summary>
    internal IReadOnlyList<(string Path, FakeFile File)> Below(string path)
    {
        lock (_sync)
        {
            path = Clean(path);
            var prefix = path == "/" ? "/" : path + "/";
            return [.. _files.Where(pair => pair.Key == path || pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => (pair.Key, pair.Value))];
        }
    }

    /// <summary>Unpacks an archive, plain or gzip, below a path; returns what was written, in the archive's order.</summary>
    internal IReadOnlyList<(string Path, FakeFile File)> Unpack(string path, byte[] archive)
    {
        var written = new List<(string, FakeFile)>();
        using Stream source = archive is [0x1f, 0x8b, ..]
            ? new GZipStream(new MemoryStream(archive), CompressionMode.Decompress)
            : new MemoryStream(archive);
        using var reader = new TarReader(source);
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.EntryType is TarEntryType.GlobalExtendedAttributes)
            {
                continue;
            }

            var target = Clean($"{path}/{entry.Name}");
            if (entry.EntryType is TarEntryType.HardLink)
            {
                if (Find($"{path}/{entry.LinkName}") is { } original)
                {
                    Write(target, original);
                }
            }
            else
            {
                Write(target, new FakeFile
                {
                    Type = entry.EntryType is TarEntryType.V7RegularFile ? TarEntryType.RegularFile : entry.EntryType,
                    Content = Read(entry.DataStream),
                    Mode = entry.Mode,
                    UserId = entry.Uid,
                    GroupId = entry.Gid,
                    Modified = entry.ModificationTime,
                    LinkTarget = entry.LinkName,
                });
            }

            if (Find(target) is { } file)
            {
                written.Add((target, file));
            }
        }

        return written;
    }

    internal static string Clean(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == "..")
            {
                parts.RemoveRange(Math.Max(0, parts.Count - 1), Math.Min(1, parts.Count));
            }
            else if (part != ".")
            {
                parts.Add(part);
            }
        }

        return "/" + string.Join('/', parts);
    }

    internal static string Parent(string path) => path.LastIndexOf('/') is > 0 and var end ? path[..end] : "/";

    private static FakeFile Folder() => new() { Type = TarEntryType.Directory, Mode = FolderMode };

    private static byte[] Read(Stream? content)
    {
        if (content is null)
        {
            return [];
        }

        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    private void RemoveBelow(string path)
    {
        foreach (var (below, _) in Below(path))
        {
            if (below != path)
            {
                _files.Remove(below);
            }
        }
    }
}
