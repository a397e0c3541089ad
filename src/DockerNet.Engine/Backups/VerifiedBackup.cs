using DockerNet.Engine.Files;
using ZstdSharp;

namespace DockerNet.Engine.Backups;

/// <summary>A backup that was read to its end and is whole: a file that DockerNet wrote, or a tar archive of another tool.</summary>
/// <remarks>
/// <para>What another tool made, such as <c>docker run --rm -v data:/data -v $PWD:/to busybox tar cf /to/data.tar /data</c>, has the volume's
/// folder as its first entry, with all others below: that folder becomes the volume. Where there is no such folder, all entries lie in it.</para>
/// <para>It is read twice: to know that it is whole before anything is changed, and to restore it. What came the second time is compared with
/// the first, so that a file that changes meanwhile is noticed.</para>
/// </remarks>
public sealed class VerifiedBackup
{
    private const int LongestNote = 1024 * 1024;

    private readonly string _path;

    /// <summary>The folder that becomes the volume, in an archive of another tool; empty where all lies in it.</summary>
    private readonly string _root;

    private VerifiedBackup(string path, BackupManifest? manifest, string root, VolumeBackupTest test) => (_path, Manifest, _root, Test) = (path, manifest, root, test);

    /// <summary>What it holds.</summary>
    public VolumeBackupTest Test { get; }

    /// <summary>What it is of; null for an archive of another tool.</summary>
    internal BackupManifest? Manifest { get; }

    /// <summary>Reads a backup to its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="label">What it is called in an error.</param>
    /// <param name="passed">Hears the bytes of the content read so far.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="DockerNetException"><c>BackupInvalid</c>: damaged, cut off, of a later version, no archive, or with entries that lead out of the volume; <c>FileFailed</c>.</exception>
    public static async Task<VerifiedBackup> ReadAsync(string path, string label, Action<long>? passed, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOwnAsync(path, label, passed, cancellationToken).ConfigureAwait(false)
                ?? await ReadForeignAsync(path, label, passed, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (Explain(e, label) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Restores the content.</summary>
    /// <param name="put">Takes the archive, whose names begin with <see cref="VolumeFill.Folder"/>.</param>
    /// <param name="passed">Hears the bytes read so far.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="DockerNetException"><c>BackupInvalid</c>: it is another one than was verified; what <paramref name="put"/> throws.</exception>
    internal async Task PutAsync(Func<Stream, Task> put, Action<long> passed, CancellationToken cancellationToken)
    {
        try
        {
            var (archive, _) = await BackupFile.OpenAsync(_path, cancellationToken).ConfigureAwait(false);
            await using var closing = archive.ConfigureAwait(false);
            if (Manifest is not null)
            {
                await ReadManifestAsync(archive, cancellationToken).ConfigureAwait(false);
            }

            // Compared as it was stored, though of an archive of another tool the engine gets other names.
            using var stored = Manifest is null ? new TarPassage(archive, entry => entry, isMarked: true) : OwnContent(archive, passed, isMarked: true);
            using var renamed = Manifest is null ? Renamed(stored, passed) : null;
            await put(renamed ?? stored).ConfigureAwait(false);
            await (renamed ?? stored).CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            await stored.CopyToAsync(Stream.Null, cancellationToken).ConfigureAwait(false);
            if (stored.Sha256 != Test.Sha256)
            {
                throw new InvalidDataException("it changed while it was read.");
            }
        }
        catch (Exception e) when (Explain(e, Test.Path) is { } failure)
        {
            throw failure;
        }
    }

    private static async Task<VerifiedBackup?> ReadOwnAsync(string path, string label, Action<long>? passed, CancellationToken cancellationToken)
    {
        var (archive, compression) = await BackupFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using var closing = archive.ConfigureAwait(false);
        if (await ReadManifestAsync(archive, cancellationToken).ConfigureAwait(false) is not { } manifest)
        {
            return null;
        }

        using var content = OwnContent(archive, passed);
        await content.CopyToAsync(Stream.Null, BackupFile.BufferSize, cancellationToken).ConfigureAwait(false);
        var seal = content.After is null
            ? throw new InvalidDataException("it is cut off: its end is missing.")
            : BackupSeal.Parse(await ReadNoteAsync(archive, content.After, cancellationToken).ConfigureAwait(false));
        if (seal.Sha256 != content.Sha256)
        {
            throw new InvalidDataException($"it is damaged: the SHA-256 of its content is {content.Sha256} and should be {seal.Sha256}.");
        }

        await ReadRestAsync(archive, cancellationToken).ConfigureAwait(false);
        return new(path, manifest, "", Tested(label, compression, content) with
        {
            Volume = manifest.Volume,
            Driver = manifest.Driver,
            Engine = manifest.Engine,
            Created = manifest.Created.LocalDateTime,
        });
    }

    private static async Task<VerifiedBackup> ReadForeignAsync(string path, string label, Action<long>? passed, CancellationToken cancellationToken)
    {
        var (archive, compression) = await BackupFile.OpenAsync(path, cancellationToken).ConfigureAwait(false);
        await using var closing = archive.ConfigureAwait(false);
        string? root = null;
        var names = new ArchiveNames("");
        using var content = new TarPassage(
            archive,
            entry =>
            {
                names.Check(entry);
                var name = ArchiveNames.Clean(entry);
                root = root is null ? (entry.IsFolder ? name : "") : ArchiveNames.IsInside(name, root) ? root : "";
                return entry;
            },
            passed);
        await content.CopyToAsync(Stream.Null, BackupFile.BufferSize, cancellationToken).ConfigureAwait(false);
        await archive.CopyToAsync(Stream.Null, BackupFile.BufferSize, cancellationToken).ConfigureAwait(false);
        // A file that a crash left full of zeros is an archive of nothing too.
        return root is null ? throw new InvalidDataException("it holds nothing, not even the volume's folder.") : new(path, null, root, Tested(label, compression, content));
    }

    private static VolumeBackupTest Tested(string label, BackupCompression compression, TarPassage content) => new()
    {
        Path = label,
        Valid = true,
        Compression = compression,
        Files = content.Files,
        // The volume's own folder is not counted.
        Folders = Math.Max(0, content.Folders - 1),
        ContentSize = content.ContentSize,
        Sha256 = content.Sha256,
    };

    private static TarPassage OwnContent(Stream archive, Action<long>? passed, bool isMarked = false)
    {
        var names = new ArchiveNames(VolumeFill.Folder);
        return new(
            archive,
            entry =>
            {
                if (entry.Name == BackupSeal.EntryName)
                {
                    return null;
                }

                names.Check(entry);
                return entry;
            },
            passed,
            isMarked);
    }

    private TarPassage Renamed(Stream stored, Action<long> passed)
    {
        var names = new ArchiveNames(VolumeFill.Folder);
        return new(
            stored,
            entry =>
            {
                var renamed = Below(entry, _root);
                names.Check(renamed);
                return renamed;
            },
            passed,
            isMarked: true);
    }

    /// <summary>An entry as it is called in the volume.</summary>
    private static TarHeader Below(TarHeader entry, string root)
    {
        var (name, link) = (InVolume(ArchiveNames.Clean(entry)), entry.IsHardLink ? InVolume(ArchiveNames.CleanLink(entry)) : entry.LinkName);
        return entry with { Name = name, LinkName = link, Blocks = entry.Renamed(name, link) };

        string InVolume(string path) => $"{VolumeFill.Folder}/{path[root.Length..].TrimStart('/')}".TrimEnd('/') + (entry.IsFolder ? "/" : "");
    }

    private static async Task<BackupManifest?> ReadManifestAsync(Stream archive, CancellationToken cancellationToken) =>
        await new TarHeaderReader(archive).ReadAsync(cancellationToken).ConfigureAwait(false) is { Name: BackupManifest.EntryName } first
            ? BackupManifest.Parse(await ReadNoteAsync(archive, first, cancellationToken).ConfigureAwait(false))
            : null;

    /// <summary>Reads what is behind the seal: the archive's end mark, and at the very end the compression's own check.</summary>
    private static async Task ReadRestAsync(Stream archive, CancellationToken cancellationToken)
    {
        var buffer = new byte[BackupFile.BufferSize];
        while (await archive.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) is > 0 and var count)
        {
            if (buffer.AsSpan(0, count).ContainsAnyExcept((byte)0))
            {
                throw new InvalidDataException("something follows its end: perhaps another backup, which would be left out.");
            }
        }
    }

    private static async Task<byte[]> ReadNoteAsync(Stream archive, TarHeader head, CancellationToken cancellationToken)
    {
        if (head.Size > LongestNote)
        {
            throw new InvalidDataException($"its entry '{head.Label}' is no note of DockerNet's.");
        }

        var note = new byte[head.PaddedSize];
        await archive.ReadExactlyAsync(note, cancellationToken).ConfigureAwait(false);
        return note[..(int)head.Size];
    }

    private static DockerNetException? Explain(Exception e, string label)
    {
        return e switch
        {
            // Those of this folder say why in small letters, in a sentence that has begun.
            InvalidDataException { Message: [>= 'a' and <= 'z', ..] why } => Invalid(why),
            EndOfStreamException => Invalid("it is cut off: its end is missing."),
            InvalidDataException or ZstdException => Invalid("it is damaged, or no archive."),
            IOException or UnauthorizedAccessException => CopyError.FileFailed(label, e),
            _ => null,
        };

        DockerNetException Invalid(string why) => BackupError.Invalid(label, why, new InvalidDataException(why, e));
    }
}
