using System.IO.Compression;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace DockerNet.Engine.Backups;

/// <summary>A backup as a file of this machine: which compression it has, and how one is opened.</summary>
internal static class BackupFile
{
    public const int BufferSize = 256 * 1024;

    /// <summary>Fast, and smaller than gzip's best.</summary>
    private const int ZstdLevel = 3;

    private const int MostCompressors = 4;

    /// <summary>What each of them takes at a time: the usual 8 MiB would cost some 80 MiB of memory, and gain nothing that can be measured.</summary>
    private const int CompressedAtATime = 2 * 1024 * 1024;

    /// <summary>The ending of a name, by compression.</summary>
    public static string Ending(BackupCompression compression) => compression switch
    {
        BackupCompression.Gzip => ".tar.gz",
        BackupCompression.Zstd => ".tar.zst",
        _ => ".tar",
    };

    /// <summary>The compression that a name's ending stands for; null for another ending.</summary>
    public static BackupCompression? Compression(string path)
    {
        var name = Path.GetFileName(path);
        return Has(".tar") ? BackupCompression.None
            : Has(".tar.gz") || Has(".tgz") ? BackupCompression.Gzip
            : Has(".tar.zst") || Has(".tzst") ? BackupCompression.Zstd
            : null;

        bool Has(string ending) => name.Length > ending.Length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>What compresses on the way to a stream, which stays open; null for no compression.</summary>
    public static Stream? Compressor(Stream destination, BackupCompression compression)
    {
        switch (compression)
        {
            case BackupCompression.Gzip:
                return new GZipStream(destination, CompressionLevel.Fastest, leaveOpen: true);
            case BackupCompression.Zstd:
                var stream = new CompressionStream(destination, ZstdLevel, BufferSize, leaveOpen: true);
                stream.SetParameter(ZSTD_cParameter.ZSTD_c_checksumFlag, 1);
                stream.SetParameter(ZSTD_cParameter.ZSTD_c_nbWorkers, Math.Min(MostCompressors, Environment.ProcessorCount));
                stream.SetParameter(ZSTD_cParameter.ZSTD_c_jobSize, CompressedAtATime);
                return stream;
            default:
                return null;
        }
    }

    /// <summary>Opens a file, and decompresses it: what it is compressed with is told by its first bytes, whatever its name.</summary>
    /// <returns>The archive, whose disposal closes the file, and the compression.</returns>
    /// <exception cref="IOException">There is none, or it may not be read.</exception>
    public static async Task<(Stream Archive, BackupCompression Compression)> OpenAsync(string path, CancellationToken cancellationToken)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous | FileOptions.SequentialScan);
        try
        {
            var start = new byte[4];
            var count = await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            file.Position = 0;
            return start.AsSpan(0, count) switch
            {
                [0x1f, 0x8b, ..] => (new GZipStream(file, CompressionMode.Decompress), BackupCompression.Gzip),
                [0x28, 0xb5, 0x2f, 0xfd] => (new DecompressionStream(file, BufferSize, leaveOpen: false), BackupCompression.Zstd),
                _ => (new BufferedStream(file, BufferSize), BackupCompression.None),
            };
        }
        catch
        {
            await file.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
