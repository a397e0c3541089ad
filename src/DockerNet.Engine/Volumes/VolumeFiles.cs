using System.Runtime.CompilerServices;
using DockerNet.Engine.Files;

namespace DockerNet.Engine;

/// <summary>Files in volumes, whether a container mounts them or not.</summary>
public sealed class VolumeFiles
{
    private readonly EngineConnection _engine;

    internal VolumeFiles(EngineConnection engine) => _engine = engine;

    /// <summary>What is in a volume: the file or link at a path, or what is in the folder there.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="path">The path from the volume's root.</param>
    /// <param name="recurse">Whether what is in the folder's folders is given too.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DockerNetException"><c>VolumePathNotFound</c>, <c>StreamBroken</c>.</exception>
    /// <remarks>The engine has no list of files: it sends the whole folder, of which only the names are kept.</remarks>
    public async IAsyncEnumerable<VolumeItem> ListAsync(Volume volume, string path, bool recurse, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var helper = await HelperContainer.CreateAsync(_engine, [Mounted(volume, readOnly: true)], cancellationToken).ConfigureAwait(false);
        var files = In(helper, volume);
        var folder = await files.FollowFoldersAsync(ContainerPath.Clean(path), cancellationToken).ConfigureAwait(false);
        var stat = await files.StatAsync(folder, cancellationToken).ConfigureAwait(false) ?? throw CopyError.NotFound(ResourceKind.Volume, volume.Name, path);
        await using var archive = await helper.GetArchiveAsync(VolumeFill.Path + folder.TrimEnd('/'), cancellationToken).ConfigureAwait(false);
        var reader = new TarEntries(archive);
        for (var first = true; await NextAsync(reader, volume, path, cancellationToken).ConfigureAwait(false) is { } entry; first = false)
        {
            if (first && stat.IsDirectory)
            {
                continue;
            }

            // The first part of a name is the last one of the path that was asked for; of a whole volume, Podman puts none there.
            var below = entry.Label.StartsWith('/') ? entry.Label.Trim('/') : entry.Label.Trim('/').Split('/', 2) is [_, var rest] ? rest : "";
            if (recurse || !below.Contains('/', StringComparison.Ordinal))
            {
                yield return ToModel(entry, below.Length == 0 ? folder : $"{folder.TrimEnd('/')}/{below}", volume, folder);
            }
        }
    }

    /// <summary>Copies a file or folder of a volume to this machine.</summary>
    /// <param name="volume">The volume.</param>
    /// <param name="path">The path from the volume's root; with <c>/.</c> at its end, what is in the folder.</param>
    /// <param name="destination">The full path on this machine; with a separator at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>Where it was copied to.</returns>
    /// <exception cref="DockerNetException"><c>VolumePathNotFound</c>, <c>CopyConflict</c>, <c>StreamBroken</c>, <c>FileFailed</c>.</exception>
    public async Task<string> CopyOutAsync(Volume volume, string path, string destination, CopyOptions options, CancellationToken cancellationToken)
    {
        await using var helper = await HelperContainer.CreateAsync(_engine, [Mounted(volume, readOnly: true)], cancellationToken).ConfigureAwait(false);
        return await In(helper, volume).CopyOutAsync(path, destination, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Copies a file or folder of this machine into a volume.</summary>
    /// <param name="source">The full path on this machine; with a separator and a dot at its end, what is in the folder.</param>
    /// <param name="volume">The volume.</param>
    /// <param name="path">The path from the volume's root; with a slash at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="DockerNetException"><c>VolumePathNotFound</c>, <c>CopyConflict</c>, <c>FileExists</c>, <c>FileFailed</c>.</exception>
    public async Task CopyInAsync(string source, Volume volume, string path, CopyOptions options, CancellationToken cancellationToken)
    {
        await using var helper = await HelperContainer.CreateAsync(_engine, [Mounted(volume, readOnly: false)], cancellationToken).ConfigureAwait(false);
        await In(helper, volume).CopyInAsync(source, path, options, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The mount of a helper, at the place that <see cref="VolumeFill"/> takes archives of.</summary>
    internal static Mount Mounted(Volume volume, bool readOnly) =>
        new() { IsLong = true, Type = MountType.Volume, Source = volume.Name, Target = VolumeFill.Path, ReadOnly = readOnly, NoCopy = true };

    private ArchiveCopy In(HelperContainer helper, Volume volume) => new(_engine, new(helper.Name, VolumeFill.Path, ResourceKind.Volume, volume.Name));

    private static async Task<TarHeader?> NextAsync(TarEntries reader, Volume volume, string path, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.NextAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException e)
        {
            throw EngineError.Fault($"What the engine sent for '{path}' is no archive: {e.Message}", $"{volume.Name}:{path}", e);
        }
    }

    private static VolumeItem ToModel(TarHeader entry, string path, Volume volume, string folder) => new()
    {
        Volume = volume.Name,
        Path = path,
        Type = entry.Type switch
        {
            '5' => VolumeItemType.Folder,
            '2' => VolumeItemType.Link,
            '6' => VolumeItemType.Pipe,
            '3' or '4' => VolumeItemType.Device,
            _ => VolumeItemType.File,
        },
        Size = entry.Size,
        Mode = entry.Mode,
        UserId = entry.UserId,
        GroupId = entry.GroupId,
        Modified = entry.Modified.LocalDateTime,
        LinkTarget = entry switch
        {
            { IsSymbolicLink: true } => entry.LinkLabel,
            // Another name of a file that came before, which the archive names from its own beginning.
            { IsHardLink: true } => ContainerPath.Clean($"{ContainerPath.Parent(folder)}/{entry.LinkLabel}"),
            _ => null,
        },
        Engine = volume.Engine,
    };
}
