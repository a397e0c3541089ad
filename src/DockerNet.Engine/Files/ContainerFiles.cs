using System.Formats.Tar;
using System.Net.Http.Headers;
using System.Text.Json;
using DockerNet.Engine.Files;

namespace DockerNet.Engine;

/// <summary>Files between containers and this machine, with the rules of <c>docker cp</c>. Source: the Archive calls of the
/// engine API; docker cp in the docker CLI's reference.</summary>
public sealed class ContainerFiles
{
    private const string StatHeader = "X-Docker-Container-Path-Stat";
    private const long GoDirectory = 1L << 31;
    private const long GoLink = 1L << 27;
    private const int StatsAtATime = 8;

    private readonly EngineConnection _engine;

    internal ContainerFiles(EngineConnection engine) => _engine = engine;

    /// <summary>What is at a path of a container, running or not.</summary>
    /// <returns>Null for nothing.</returns>
    public async Task<PathStat?> StatAsync(Container container, string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, ArchiveUri(container, path));
        try
        {
            using var response = await _engine.SendAsync(request, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
            return Stat(path, response.Headers);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            // An answer to HEAD has no words: the container was just there, so it is the path.
            return null;
        }
    }

    /// <summary>Copies a file or folder of a container to this machine.</summary>
    /// <param name="container">The container.</param>
    /// <param name="path">The path in the container; with <c>/.</c> at its end, what is in the folder.</param>
    /// <param name="destination">The full path on this machine; with a separator at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>Where it was copied to.</returns>
    /// <exception cref="DockerNetException"><c>ContainerPathNotFound</c>, <c>CopyConflict</c>, <c>StreamBroken</c>, <c>FileFailed</c>.</exception>
    public async Task<string> CopyOutAsync(Container container, string path, string destination, CopyOptions options, CancellationToken cancellationToken)
    {
        var (source, contentsOnly) = (ContainerPath.Clean(path), ContainerPath.IsContents(path));
        var stat = await StatAsync(container, source, cancellationToken).ConfigureAwait(false) ?? throw CopyError.NotFound(container.Name, path);
        var name = ContainerPath.Name(source);
        if (stat.LinkTarget is { } link && (options.FollowLink || contentsOnly || path.EndsWith('/')))
        {
            source = ContainerPath.Clean(link.StartsWith('/') ? link : $"{ContainerPath.Parent(source)}/{link}");
            stat = await StatAsync(container, source, cancellationToken).ConfigureAwait(false) ?? throw CopyError.NotFound(container.Name, source);
        }

        var target = HostTarget(stat.IsDirectory, contentsOnly || name.Length == 0, name, destination);
        using var request = new HttpRequestMessage(HttpMethod.Get, ArchiveUri(container, source));
        using var response = await _engine.SendAsync(request, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        // What fails in reading is the engine's, what fails in writing this machine's.
        await using var archive = new TarReader(new EngineBodyStream(body, e => EngineFailure.Translate(e, _engine, ResourceKind.Container, container.Name, Timeout.InfiniteTimeSpan, cancellationToken)));
        try
        {
            await new ArchiveExtraction(target, stat.IsDirectory, options).ExtractAsync(archive, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw EngineError.Fault($"What the engine sent for '{path}' is no archive: {e.Message}", $"{container.Name}:{path}", e);
        }

        return target;
    }

    /// <summary>Copies a file or folder of this machine into a container.</summary>
    /// <param name="source">The full path on this machine; with a separator and a dot at its end, what is in the folder.</param>
    /// <param name="container">The container.</param>
    /// <param name="path">The path in the container; with a slash at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="DockerNetException"><c>ContainerPathNotFound</c>, <c>CopyConflict</c>, <c>FileExists</c>, <c>FileFailed</c>.</exception>
    public async Task CopyInAsync(string source, Container container, string path, CopyOptions options, CancellationToken cancellationToken)
    {
        var contentsOnly = source.EndsWith($"{Path.DirectorySeparatorChar}.", StringComparison.Ordinal) || source.EndsWith("/.", StringComparison.Ordinal);
        var host = Path.TrimEndingDirectorySeparator(Path.GetFullPath(source));
        var isLink = new FileInfo(host).LinkTarget is not null && !options.FollowLink && !contentsOnly;
        var isDirectory = Directory.Exists(host) && !isLink;
        var wanted = ContainerPath.Clean(path);
        var stat = await StatAsync(container, wanted, cancellationToken).ConfigureAwait(false);
        for (var links = 0; stat?.LinkTarget is { } link && links < 32; links++)
        {
            wanted = ContainerPath.Clean(link.StartsWith('/') ? link : $"{ContainerPath.Parent(wanted)}/{link}");
            stat = await StatAsync(container, wanted, cancellationToken).ConfigureAwait(false);
        }

        var (folder, name) = stat switch
        {
            null when !isDirectory && path.EndsWith('/') => throw CopyError.NotFound(container.Name, path),
            null => (ContainerPath.Parent(wanted), ContainerPath.Name(wanted)),
            { IsDirectory: true } => (wanted, contentsOnly && isDirectory ? "" : Path.GetFileName(host)),
            _ when isDirectory => throw CopyError.Conflict($"{container.Name}:{path}", "a folder cannot be copied onto a file."),
            _ => (ContainerPath.Parent(wanted), ContainerPath.Name(wanted)),
        };
        if (stat is null && await StatAsync(container, folder, cancellationToken).ConfigureAwait(false) is null)
        {
            throw CopyError.NotFound(container.Name, folder);
        }

        var entries = ArchiveSource.Collect(host, name, options).ToList();
        if (!options.Force && stat is not null)
        {
            entries = await WithoutExistingAsync(container, folder, entries, options, cancellationToken).ConfigureAwait(false);
        }

        if (entries.Count == 0)
        {
            return;
        }

        using var content = new ArchiveContent(entries, options);
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri($"{ArchiveUri(container, folder)}&noOverwriteDirNonDir=1", UriKind.Relative)) { Content = content };
        try
        {
            using var response = await _engine.SendAsync(request, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException) when (content.Failure is not null)
        {
            throw content.Failure;
        }
        catch (DockerNetException e) when (e.ErrorId is "InvalidRequest" && e.Message.Contains("cannot overwrite", StringComparison.OrdinalIgnoreCase))
        {
            throw CopyError.Conflict($"{container.Name}:{path}", e.Message);
        }
    }

    private async Task<List<ArchiveSource>> WithoutExistingAsync(Container container, string folder, List<ArchiveSource> entries, CopyOptions options, CancellationToken cancellationToken)
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
                return await StatAsync(container, $"{folder.TrimEnd('/')}/{entry.Name}", cancellationToken).ConfigureAwait(false) is { IsDirectory: false };
            }
            finally
            {
                places.Release();
            }
        })).ConfigureAwait(false);
        foreach (var (entry, _) in entries.Zip(exist).Where(pair => pair.Second))
        {
            options.Refused(CopyError.Exists($"{container.Name}:{folder.TrimEnd('/')}/{entry.Name}"));
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

    private static Uri ArchiveUri(Container container, string path) => new($"containers/{container.Id}/archive?path={Uri.EscapeDataString(path)}", UriKind.Relative);

    private static PathStat? Stat(string path, HttpResponseHeaders headers)
    {
        if (!headers.TryGetValues(StatHeader, out var values))
        {
            return null;
        }

        using var json = JsonDocument.Parse(Convert.FromBase64String(values.First()));
        var mode = json.RootElement.Number("mode") ?? 0;
        return new(path, json.RootElement.Number("size") ?? 0, (mode & GoDirectory) != 0, (mode & GoLink) != 0 ? json.RootElement.Text("linkTarget") : null);
    }
}
