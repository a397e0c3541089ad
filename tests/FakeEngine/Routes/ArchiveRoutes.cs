using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>Files into and out of containers, as archives.</summary>
internal static class ArchiveRoutes
{
    private const long GoDirectory = 1L << 31;
    private const long GoLink = 1L << 27;

    public static void Map(Router routes)
    {
        routes.Map("HEAD", "/containers/{id}/archive", Stat);
        routes.Map("GET", "/containers/{id}/archive", Get);
        routes.Map("PUT", "/containers/{id}/archive", Put);
        routes.Map("GET", "/containers/{id}/export", Export);
    }

    private static Answer Stat(Call call)
    {
        var (container, path) = Target(call);
        var file = Resolve(container, path);
        return Answer.Bytes("application/json", [], Header(path, file));
    }

    private static Answer Get(Call call)
    {
        var (container, path) = Target(call);
        var file = Resolve(container, path);
        call.Model.ContainerEvent(container, "archive-path");
        return Answer.Bytes("application/x-tar", Pack(container, FakeFileTree.Clean(path), BaseName(path)), Header(path, file));
    }

    private static Answer Put(Call call)
    {
        var (container, path) = Target(call);
        var folder = Resolve(container, path);
        var target = FakeFileTree.Clean(path);
        if (folder.IsLink)
        {
            target = FakeFileTree.Clean(folder.LinkTarget.StartsWith('/') ? folder.LinkTarget : $"{FakeFileTree.Parent(target)}/{folder.LinkTarget}");
            folder = Resolve(container, target);
        }

        if (!folder.IsDirectory)
        {
            throw EngineError.Invalid("extraction point is not a directory");
        }

        if (container.Locate(target).Mount?.ReadOnly ?? container.HostConfig.Flag("ReadonlyRootfs"))
        {
            var message = container.Locate(target).Mount is null ? "container rootfs is marked read-only" : "mounted volume is marked read-only";
            throw call.Model.Version.AtLeast(42) ? EngineError.Invalid(message) : EngineError.Forbidden(message);
        }

        // Unpacked apart first: below the target other things may be mounted.
        var unpacked = new FakeFileTree();
        IReadOnlyList<(string Path, FakeFile File)> written;
        try
        {
            written = unpacked.Unpack("/", call.Body);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw EngineError.Internal($"Error processing tar file(exit status 1): {failure.Message}");
        }

        foreach (var (entry, file) in written.Where(written => written.Path != "/"))
        {
            var full = FakeFileTree.Clean($"{target}/{entry}");
            var (tree, inner, mount) = container.Locate(full);
            var existing = tree.Find(inner);
            if (call.Flag("noOverwriteDirNonDir") && existing is not null && existing.IsDirectory != file.IsDirectory)
            {
                throw EngineError.Invalid(existing.IsDirectory
                    ? $"cannot overwrite directory \"{full}\" with non-directory \"{entry}\""
                    : $"cannot overwrite non-directory \"{full}\" with directory \"{entry}\"");
            }

            if (inner == "/" && mount?.Type is "bind" && !file.IsDirectory)
            {
                // The folder of a volume's data, seen from its own folder: what comes in its place takes all with it.
                tree.Clear();
            }
            else
            {
                tree.Write(inner, file);
            }

            if (mount is null)
            {
                container.Changes[full] = existing is null ? 1 : 0;
                for (var parent = FakeFileTree.Parent(full); parent != "/"; parent = FakeFileTree.Parent(parent))
                {
                    container.Changes.TryAdd(parent, 0);
                }
            }
        }

        call.Model.ContainerEvent(container, "extract-to-dir");
        return Answer.Empty;
    }

    private static Answer Export(Call call)
    {
        var container = call.Model.Container(call.Id);
        call.Model.ContainerEvent(container, "export");
        return Answer.Bytes("application/x-tar", TarFile.Write(container.Files.Below("/").Where(item => item.Path != "/").Select(item => (item.Path[1..], item.File))));
    }

    /// <summary>The archive of a path as the container sees it, with what is mounted below.</summary>
    private static byte[] Pack(FakeContainer container, string path, string name)
    {
        var (tree, inner, mount) = container.Locate(path);
        var items = new List<(string Name, FakeFile File)>();
        foreach (var (found, file) in tree.Below(inner))
        {
            var relative = found[(inner == "/" ? 0 : inner.Length)..].Trim('/');
            var seen = FakeFileTree.Clean($"{path}/{relative}");
            if (container.Locate(seen).Mount == mount)
            {
                items.Add((relative.Length == 0 ? name : $"{name}/{relative}", file));
            }
        }

        foreach (var below in container.MountList.Where(below => below != mount && FakeContainer.IsWithin(below.Destination, path)))
        {
            var prefix = $"{name}/{below.Destination[path.Length..].Trim('/')}";
            var root = FakeFileTree.Clean(below.Subpath);
            foreach (var (found, file) in below.Files.Below(root))
            {
                var relative = found[(root == "/" ? 0 : root.Length)..].Trim('/');
                items.Add((relative.Length == 0 ? prefix : $"{prefix}/{relative}", file));
            }
        }

        return TarFile.Write(items);
    }

    private static (FakeContainer Container, string Path) Target(Call call)
    {
        var container = call.Model.Container(call.Id);
        return call.Query("path") is { Length: > 0 } path
            ? (container, path)
            : throw EngineError.Invalid("bad parameter: 'path' cannot be empty");
    }

    private static FakeFile Resolve(FakeContainer container, string path)
    {
        var (tree, inner, mount) = container.Locate(path);
        if (tree.Find(inner) is { } file)
        {
            return file;
        }

        // A mount point is there even where its own folder is not.
        var clean = FakeFileTree.Clean(path);
        return mount?.Destination == clean || container.MountList.Exists(below => FakeContainer.IsWithin(below.Destination, clean))
            ? new FakeFile { Type = TarEntryType.Directory, Mode = (UnixFileMode)0b111_101_101 }
            : throw EngineError.NotFound($"Could not find the file {path} in container {container.Name}");
    }

    private static string BaseName(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed.Length == 0 ? "/" : trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static (string, string) Header(string path, FakeFile file)
    {
        var name = FakeFileTree.Clean(path) is var clean && clean == "/" ? "/" : clean[(clean.LastIndexOf('/') + 1)..];
        var stat = new JsonObject
        {
            ["name"] = name,
            ["size"] = file.IsDirectory ? 4096 : file.Content.Length,
            ["mode"] = (long)file.Mode | (file.IsDirectory ? GoDirectory : 0) | (file.IsLink ? GoLink : 0),
            ["mtime"] = EngineJson.Time(file.Modified),
            ["linkTarget"] = file.LinkTarget,
        };
        return ("X-Docker-Container-Path-Stat", Convert.ToBase64String(Encoding.UTF8.GetBytes(stat.ToJsonString())));
    }
}
