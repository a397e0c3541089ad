using System.Net.Http.Headers;
using System.Text.Json;

namespace DockerNet.Engine.Files;

/// <summary>Copies files between a place that the engine gives archives of and this machine, with the rules of <c>docker cp</c>. Source: the
/// Archive calls of the engine API; docker cp in the docker CLI's reference.</summary>
/// <param name="engine">The engine.</param>
/// <param name="place">The place; paths are seen from its root.</param>
internal sealed class ArchiveCopy(EngineConnection engine, ArchivePlace place)
{
    private const string StatHeader = "X-Docker-Container-Path-Stat";
    private const long GoDirectory = 1L << 31;
    private const long GoLink = 1L << 27;
    private const int StatsAtATime = 8;
    private const int LinksFollowed = 32;
    private const long ListingBytes = 16L << 20;
    private static readonly TimeSpan ListingTime = TimeSpan.FromMilliseconds(600);

    /// <summary>What the Filesystem Hierarchy Standard has at the root, and what images usually add.</summary>
    private static readonly string[] RootFolders =
        ["app", "bin", "boot", "config", "data", "dev", "docker-entrypoint.d", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "proc", "root", "run", "sbin", "srv", "sys", "tmp", "usr", "var"];

    /// <summary>What is at a path.</summary>
    /// <returns>Null for nothing.</returns>
    public async Task<PathStat?> StatAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, ArchiveUri(path));
        try
        {
            using var response = await engine.SendAsync(request, ResourceKind.Container, place.Name, cancellationToken).ConfigureAwait(false);
            return Stat(path, response.Headers);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            // An answer to HEAD has no words: the container was just there, so it is the path.
            return null;
        }
        catch (DockerNetException e) when (e.ErrorId is "EngineFault")
        {
            // The same with words, such as why a volume cannot be mounted.
            using var again = new HttpRequestMessage(HttpMethod.Get, ArchiveUri(path));
            using var response = await engine.SendAsync(again, ResourceKind.Container, place.Name, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A path with no link in its folders. A container is a world of its own; but a link out of a volume leads into the helper that mounts
    /// it: what is written there goes with it.</summary>
    /// <param name="path">A clean path.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>CopyConflict</c>: one of the folders is a link that leads out.</exception>
    public async Task<string> FollowFoldersAsync(string path, CancellationToken cancellationToken)
    {
        if (place.Root.Length == 0 || path.LastIndexOf('/') == 0)
        {
            return path;
        }

        var folder = "";
        foreach (var segment in ContainerPath.Parent(path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            folder = $"{folder.TrimEnd('/')}/{segment}";
            var stat = await StatAsync(folder, cancellationToken).ConfigureAwait(false);
            folder = stat?.LinkTarget is null ? folder : Followed(stat);
        }

        return $"{folder.TrimEnd('/')}/{ContainerPath.Name(path)}";
    }

    /// <summary>What is in a folder, as much of it as comes in a moment. There is no call for that: an archive of the folder is read, and left when
    /// the time or the bytes are used up.</summary>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Files and folders, without what is in those; nothing where there is no such folder.</returns>
    public async Task<IReadOnlyList<PathStat>> ListAsync(string folder, CancellationToken cancellationToken)
    {
        var path = ContainerPath.Clean(folder);
        if (path is "/")
        {
            // Nearly everything lies below: what every Unix has is asked for by name.
            var usual = await Task.WhenAll(RootFolders.Select(name => StatAsync($"/{name}", cancellationToken))).ConfigureAwait(false);
            return [.. usual.OfType<PathStat>()];
        }

        var found = new Dictionary<string, PathStat>(StringComparer.Ordinal);
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        moment.CancelAfter(ListingTime);
        try
        {
            // A link to a folder is followed by the engine where a part follows it.
            using var request = new HttpRequestMessage(HttpMethod.Get, ArchiveUri($"{path}/."));
            using var response = await engine.SendAsync(request, ResourceKind.Container, place.Name, moment.Token).ConfigureAwait(false);
            await using var body = await response.Content.ReadAsStreamAsync(moment.Token).ConfigureAwait(false);
            var archive = new TarEntries(body);
            var read = 0L;
            while (read < ListingBytes && await archive.NextAsync(moment.Token).ConfigureAwait(false) is { } entry)
            {
                read += entry.Size;
                // The first part is the folder itself, under its name or a dot.
                if (entry.Label.Split('/', StringSplitOptions.RemoveEmptyEntries) is [_, var name])
                {
                    found[name] = new($"{path}/{name}", entry.Size, entry.IsFolder, entry.IsSymbolicLink ? entry.LinkLabel : null);
                }
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // What came is given.
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound" or "InvalidRequest")
        {
            // No such folder, or none.
        }

        return [.. found.Values];
    }

    /// <summary>Copies a file or folder of the place to this machine.</summary>
    /// <param name="path">The path in the place; with <c>/.</c> at its end, what is in the folder.</param>
    /// <param name="destination">The full path on this machine; with a separator at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>Where it was copied to.</returns>
    /// <exception cref="DockerNetException"><c>ContainerPathNotFound</c> or <c>VolumePathNotFound</c>, <c>CopyConflict</c>, <c>StreamBroken</c>, <c>FileFailed</c>.</exception>
    public async Task<string> CopyOutAsync(string path, string destination, CopyOptions options, CancellationToken cancellationToken)
    {
        var (source, contentsOnly) = (await FollowFoldersAsync(ContainerPath.Clean(path), cancellationToken).ConfigureAwait(false), ContainerPath.IsContents(path));
        var stat = await StatAsync(source, cancellationToken).ConfigureAwait(false) ?? throw CopyError.NotFound(place.Kind, place.Name, path);
        var name = ContainerPath.Name(source);
        if (options.FollowLink || contentsOnly || path.EndsWith('/'))
        {
            (source, var followed) = await FollowAsync(source, stat, cancellationToken).ConfigureAwait(false);
            stat = followed ?? throw CopyError.NotFound(place.Kind, place.Name, source);
        }

        if (stat.IsDirectory && !options.Recurse)
        {
            throw CopyError.IsFolder($"{place.Name}:{path}");
        }

        var target = HostTarget(stat.IsDirectory, contentsOnly || name.Length == 0, name, destination);
        using var request = new HttpRequestMessage(HttpMethod.Get, ArchiveUri(source));
        using var response = await engine.SendAsync(request, ResourceKind.Container, place.Name, cancellationToken).ConfigureAwait(false);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        // What fails in reading is the engine's, what fails in writing this machine's.
        var archive = new TarEntries(new EngineBodyStream(body, e => EngineFailure.Translate(e, engine, ResourceKind.Container, place.Name, Timeout.InfiniteTimeSpan, cancellationToken)));
        try
        {
            await new ArchiveExtraction(target, stat.IsDirectory, options).ExtractAsync(archive, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw EngineError.Fault($"What the engine sent for '{path}' is no archive: {e.Message}", $"{place.Name}:{path}", e);
        }

        return target;
    }

    /// <summary>Copies a file or folder of this machine into the place.</summary>
    /// <param name="source">The full path on this machine; with a separator and a dot at its end, what is in the folder.</param>
    /// <param name="path">The path in the place; with a slash at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="DockerNetException"><c>ContainerPathNotFound</c> or <c>VolumePathNotFound</c>, <c>CopyConflict</c>, <c>FileExists</c>, <c>FileFailed</c>.</exception>
    public async Task CopyInAsync(string source, string path, CopyOptions options, CancellationToken cancellationToken)
    {
        var contentsOnly = source.EndsWith($"{Path.DirectorySeparatorChar}.", StringComparison.Ordinal) || source.EndsWith("/.", StringComparison.Ordinal);
        var host = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source));
        var isLink = new FileInfo(host).LinkTarget is not null && !options.FollowLink && !contentsOnly;
        var isDirectory = Directory.Exists(host) && !isLink;
        if (isDirectory && !options.Recurse)
        {
            throw CopyError.IsFolder(host);
        }

        var wanted = await FollowFoldersAsync(ContainerPath.Clean(path), cancellationToken).ConfigureAwait(false);
        (wanted, var stat) = await FollowAsync(wanted, await StatAsync(wanted, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

        var (folder, name) = stat switch
        {
            null when !isDirectory && path.EndsWith('/') => throw CopyError.NotFound(place.Kind, place.Name, path),
            null => (ContainerPath.Parent(wanted), ContainerPath.Name(wanted)),
            { IsDirectory: true } => (wanted, contentsOnly && isDirectory ? "" : Path.GetFileName(host)),
            _ when isDirectory => throw CopyError.Conflict($"{place.Name}:{path}", "a folder cannot be copied onto a file."),
            _ => (ContainerPath.Parent(wanted), ContainerPath.Name(wanted)),
        };
        if (stat is null && await StatAsync(folder, cancellationToken).ConfigureAwait(false) is null)
        {
            throw CopyError.NotFound(place.Kind, place.Name, folder);
        }

        var entries = ArchiveSource.Collect(host, name, options).ToList();
        if (!options.Force && stat is not null)
        {
            entries = await WithoutExistingAsync(folder, entries, options, cancellationToken).ConfigureAwait(false);
        }

        if (entries.Count == 0)
        {
            return;
        }

        using var content = new ArchiveContent(entries, options);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{ArchiveUri(folder)}&noOverwriteDirNonDir=1", UriKind.Relative)) { Content = content };
        try
        {
            using var response = await engine.SendAsync(request, ResourceKind.Container, place.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException) when (content.Failure is not null)
        {
            throw content.Failure;
        }
        catch (DockerNetException e) when (e.ErrorId is "InvalidRequest" && e.Message.Contains("cannot overwrite", StringComparison.OrdinalIgnoreCase))
        {
            throw CopyError.Conflict($"{place.Name}:{path}", e.Message);
        }
    }

    private async Task<List<ArchiveSource>> WithoutExistingAsync(string folder, List<ArchiveSource> entries, CopyOptions options, CancellationToken cancellationToken)
    {
        using var places = new SemaphoreSlim(StatsAtATime);
        var exist = await Task.WhenAll(entries.Select(async entry =>
        {
            if (entry.IsDirectory)
            {
                return false;
            }

            await places.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await StatAsync($"{folder.TrimEnd('/')}/{entry.Name}", cancellationToken).ConfigureAwait(false) is { IsDirectory: false };
            }
            finally
            {
                places.Release();
            }
        })).ConfigureAwait(false);
        foreach (var (entry, _) in entries.Zip(exist).Where(pair => pair.Second))
        {
            options.Refused(CopyError.Exists($"{place.Name}:{folder.TrimEnd('/')}/{entry.Name}"));
        }

        var left = entries.Zip(exist).Where(pair => !pair.Second).Select(pair => pair.First).ToList();
        return left.TrueForAll(entry => entry.IsDirectory) && exist.Contains(true) ? [] : left;
    }

    private static string HostTarget(bool isDirectory, bool contentsOnly, string name, string destination)
    {
        var clean = Path.TrimEndingDirectorySeparator(destination);
        if (Directory.Exists(clean))
        {
            if (isDirectory && contentsOnly)
            {
                return clean;
            }

            if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0)
            {
                throw CopyError.Unsafe(name, "it is no file name on this machine.");
            }

            var inside = Path.Combine(clean, name);
            return isDirectory && new FileInfo(inside).LinkTarget is not null ? throw CopyError.Conflict(inside, "a folder cannot be copied onto a link.") : inside;
        }

        if (File.Exists(clean))
        {
            return isDirectory ? throw CopyError.Conflict(clean, "a folder cannot be copied onto a file.") : clean;
        }

        if ((!isDirectory && Path.EndsInDirectorySeparator(destination)) || !Directory.Exists(Path.GetDirectoryName(clean)))
        {
            throw CopyError.Conflict(destination, "the folder to copy to does not exist.");
        }

        return clean;
    }

    private Uri ArchiveUri(string path) => new($"containers/{place.Container}/archive?path={Uri.EscapeDataString(place.Root + path)}", UriKind.Relative);

    private PathStat? Stat(string path, HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues(StatHeader, out var values))
        {
            return null;
        }

        using var json = JsonDocument.Parse(Convert.FromBase64String(values.First()));
        var mode = json.RootElement.Number("mode") ?? 0;
        var stat = new PathStat(path, json.RootElement.Number("size") ?? 0, (mode & GoDirectory) != 0, null);
        return (mode & GoLink) != 0 && json.RootElement.Text("linkTarget") is { } link ? Linked(stat, link) : stat;
    }

    /// <summary>Where a link leads, seen from the place's root: the engine follows it as a process in the container would.</summary>
    private PathStat Linked(PathStat stat, string target)
    {
        if (place.Root.Length == 0)
        {
            return stat with { LinkTarget = target };
        }

        var full = ContainerPath.Clean(target.StartsWith('/') ? target : $"{place.Root}{ContainerPath.Parent(stat.Path)}/{target}");
        return full == place.Root || full.StartsWith($"{place.Root}/", StringComparison.Ordinal)
            ? stat with { LinkTarget = $"/{full[place.Root.Length..].TrimStart('/')}" }
            : stat with { LinkTarget = target, LeadsOut = true };
    }

    /// <summary>Where a path leads in the end, and what is there.</summary>
    private async Task<(string Path, PathStat? Stat)> FollowAsync(string path, PathStat? stat, CancellationToken cancellationToken)
    {
        for (var links = 0; stat?.LinkTarget is not null && links < LinksFollowed; links++)
        {
            path = Followed(stat);
            stat = await StatAsync(path, cancellationToken).ConfigureAwait(false);
        }

        return (path, stat);
    }

    /// <summary>The path that a link leads to.</summary>
    private string Followed(PathStat link) => link.LeadsOut
        ? throw CopyError.Conflict($"{place.Name}:{link.Path}", $"it is a link that leads out of the volume, to {link.LinkTarget}.")
        : ContainerPath.Clean(link.LinkTarget!.StartsWith('/') ? link.LinkTarget : $"{ContainerPath.Parent(link.Path)}/{link.LinkTarget}");
}
