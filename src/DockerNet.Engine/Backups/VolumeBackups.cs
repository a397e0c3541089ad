using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DockerNet.Engine.Files;

namespace DockerNet.Engine.Backups;

/// <summary>Backups of volumes, and what is restored from them.</summary>
/// <remarks>
/// A backup is a tar archive, compressed or not, that every tar opens: first a manifest (<see cref="BackupManifest"/>), then the volume's
/// files below <c>volume/</c>, byte for byte as the engine tells them, last a seal (<see cref="BackupSeal"/>) with their number and digest.
/// The engine tells times in whole seconds, and files with holes as full of zeros.
/// </remarks>
public sealed class VolumeBackups
{
    private const int PartsAhead = 8;

    private readonly EngineConnection _engine;

    internal VolumeBackups(EngineConnection engine) => _engine = engine;

    /// <summary>Writes a backup to a file: under another name until it is whole and on the disk.</summary>
    /// <param name="volume">The volume, with its users.</param>
    /// <param name="path">The file.</param>
    /// <param name="settings">How.</param>
    /// <param name="overwrite">Whether to replace a file.</param>
    /// <param name="passed">Hears the bytes of the content read so far.</param>
    /// <param name="cancellationToken">Breaks it off, with nothing left.</param>
    /// <exception cref="DockerNetException"><c>FileExists</c>, <c>FileFailed</c>, or the engine's failure.</exception>
    public async Task<VolumeBackup> WriteAsync(Volume volume, string path, BackupSettings settings, bool overwrite, Action<long> passed, CancellationToken cancellationToken)
    {
        try
        {
            if (!overwrite && File.Exists(path))
            {
                throw CopyError.Exists(path);
            }

            await using var file = new PartialFile(path);
            var backup = await WriteAsync(volume, file.Stream, settings, passed, cancellationToken).ConfigureAwait(false);
            var size = file.Stream.Length;
            file.Complete(overwrite);
            return backup with { Path = path, Size = size };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw !overwrite && File.Exists(path) ? CopyError.Exists(path) : CopyError.FileFailed(path, e);
        }
    }

    /// <summary>Gives a backup as a stream of bytes.</summary>
    /// <inheritdoc cref="WriteAsync(Volume, string, BackupSettings, bool, Action{long}, CancellationToken)"/>
    public async IAsyncEnumerable<byte[]> ReadAsync(Volume volume, BackupSettings settings, Action<long> passed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pipe = new Pipe(new(pauseWriterThreshold: PartsAhead * BackupFile.BufferSize, resumeWriterThreshold: PartsAhead * BackupFile.BufferSize / 2, useSynchronizationContext: false));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var writing = Task.Run(
            async () =>
            {
                Exception? failure = null;
                try
                {
                    await WriteAsync(volume, pipe.Writer.AsStream(leaveOpen: true), settings, passed, stop.Token).ConfigureAwait(false);
                }
                catch (Exception e)
                {
                    failure = e;
                }

                await pipe.Writer.CompleteAsync(failure).ConfigureAwait(false);
            },
            CancellationToken.None);
        try
        {
            await using var bytes = pipe.Reader.AsStream();
            var buffer = new byte[BackupFile.BufferSize];
            while (await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false) is > 0 and var count)
            {
                yield return buffer[..count];
            }
        }
        finally
        {
            // Containers that were paused go on before this ends, however it ends.
            await stop.CancelAsync().ConfigureAwait(false);
            await writing.ConfigureAwait(false);
        }
    }

    /// <summary>Restores a backup to a new volume: whole, or not at all.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="name">The volume's name; null for the one in the backup.</param>
    /// <param name="overwrite">Whether to replace the content of a volume that is there. Its old content is kept until the new one is complete.</param>
    /// <param name="passed">Hears the bytes of the content restored so far.</param>
    /// <param name="cancellationToken">Breaks it off, with everything as it was.</param>
    /// <exception cref="DockerNetException"><c>VolumeExists</c>, <c>MissingName</c>, <c>VolumeInUse</c>, <c>VolumeNotReplaceable</c>, <c>DriverNotFound</c>, or the engine's failure.</exception>
    public async Task<Volume> RestoreAsync(VerifiedBackup backup, string? name, bool overwrite, Action<long> passed, CancellationToken cancellationToken)
    {
        name ??= backup.Manifest?.Volume ?? throw BackupError.Unnamed(backup.Test.Path);
        var volumes = new Volumes(_engine);
        if (await volumes.TryGetAsync(name, cancellationToken).ConfigureAwait(false) is { } existing)
        {
            if (!overwrite)
            {
                throw VolumeError.Exists(name, _engine.Name, "Give another name with -Name, or use -Force to replace what is in it.");
            }

            await ContentReplacement.RunAsync(_engine, existing, put => backup.PutAsync(put, passed, cancellationToken), cancellationToken).ConfigureAwait(false);
            return await volumes.GetAsync(name, cancellationToken).ConfigureAwait(false);
        }

        var config = new VolumeConfig
        {
            Name = name,
            Driver = backup.Manifest?.Driver is { Length: > 0 } driver ? driver : null,
            Options = backup.Manifest?.Options ?? new Dictionary<string, string>(),
            Labels = backup.Manifest?.Labels ?? new Dictionary<string, string>(),
        };
        await using var fill = await VolumeFill.BeginAsync(_engine, config, cancellationToken).ConfigureAwait(false);
        await backup.PutAsync(archive => fill.PutAsync(archive, cancellationToken), passed, cancellationToken).ConfigureAwait(false);
        return await fill.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<VolumeBackup> WriteAsync(Volume volume, Stream destination, BackupSettings settings, Action<long> passed, CancellationToken cancellationToken)
    {
        var manifest = new BackupManifest
        {
            Volume = volume.Name,
            Driver = volume.Driver,
            Options = volume.Options,
            Labels = volume.AsConfig().Labels,
            Engine = _engine.Name,
            EngineVersion = _engine.EngineVersion,
            Created = DateTimeOffset.Now,
        };
        var writers = settings.Pause ? PausedContainers.WritersOf(volume) : [];
        var labels = new Dictionary<string, string>();
        if (writers.Count > 0)
        {
            labels[PausedContainers.Label] = string.Join(',', writers);
        }

        await using var helper = await HelperContainer.CreateAsync(_engine, [VolumeFiles.Mounted(volume, readOnly: true)], cancellationToken, labels: labels).ConfigureAwait(false);
        await using var paused = await PausedContainers.PauseAsync(_engine, writers, helper, cancellationToken).ConfigureAwait(false);
        await using var archive = await helper.GetVolumeAsync(cancellationToken).ConfigureAwait(false);
        using var content = new TarPassage(archive, entry => entry, passed);
        BackupSeal seal;
        try
        {
            var compressor = BackupFile.Compressor(destination, settings.Compression);
            await using (compressor)
            {
                var sink = compressor ?? destination;
                await sink.WriteAsync(TarHeader.Entry(BackupManifest.EntryName, manifest.ToBytes(), manifest.Created), cancellationToken).ConfigureAwait(false);
                await PassAsync(content, sink, cancellationToken).ConfigureAwait(false);
                seal = new(content.Files, Math.Max(0, content.Folders - 1), content.ContentSize, content.Sha256);
                await sink.WriteAsync(TarHeader.Entry(BackupSeal.EntryName, seal.ToBytes(), manifest.Created), cancellationToken).ConfigureAwait(false);
                await sink.WriteAsync(new byte[2 * TarHeader.BlockSize], cancellationToken).ConfigureAwait(false);
            }
        }
        catch (InvalidDataException e)
        {
            throw EngineError.StreamBroken(_engine.Name, $"the archive of the volume that the engine sent is not whole: {e.Message}", volume.Name, e);
        }

        return new()
        {
            Volume = volume.Name,
            Path = "",
            Driver = volume.Driver,
            Created = manifest.Created.LocalDateTime,
            Files = seal.Files,
            Folders = seal.Folders,
            ContentSize = seal.Bytes,
            Compression = settings.Compression,
            Sha256 = seal.Sha256,
            Engine = _engine.Name,
        };
    }

    /// <summary>Passes a stream on, reading and hashing the next parts while one is compressed and written.</summary>
    private static async Task PassAsync(TarPassage content, Stream sink, CancellationToken cancellationToken)
    {
        var parts = Channel.CreateBounded<(byte[] Buffer, int Length)>(PartsAhead);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Task.Run(
            async () =>
            {
                try
                {
                    while (true)
                    {
                        var buffer = System.Buffers.ArrayPool<byte>.Shared.Rent(BackupFile.BufferSize);
                        var count = await content.ReadAtLeastAsync(buffer.AsMemory(0, BackupFile.BufferSize), BackupFile.BufferSize, throwOnEndOfStream: false, stop.Token).ConfigureAwait(false);
                        if (count == 0)
                        {
                            System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
                            break;
                        }

                        await parts.Writer.WriteAsync((buffer, count), stop.Token).ConfigureAwait(false);
                    }

                    parts.Writer.Complete();
                }
                catch (Exception e)
                {
                    parts.Writer.Complete(e);
                }
            },
            CancellationToken.None);
        try
        {
            await foreach (var (buffer, length) in parts.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await sink.WriteAsync(buffer.AsMemory(0, length), cancellationToken).ConfigureAwait(false);
                System.Buffers.ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(false);
        }
    }
}
