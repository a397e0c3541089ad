using System.Formats.Tar;
using System.Net;
using System.Net.Http.Headers;

namespace DockerNet.Engine.Files;

/// <summary>Files as the body of a request: a tar archive that is made while it is sent.</summary>
internal sealed class ArchiveContent : HttpContent
{
    /// <summary>What docker gives to files of a system that has no such rights.</summary>
    private const UnixFileMode WithoutRights = (UnixFileMode)0b111_101_101;

    private readonly IReadOnlyList<ArchiveSource> _entries;
    private readonly CopyOptions _options;
    private long _copied;

    public ArchiveContent(IReadOnlyList<ArchiveSource> entries, CopyOptions options)
    {
        (_entries, _options) = (entries, options);
        Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
    }

    /// <summary>What went wrong with the files, as opposed to the sending.</summary>
    public DockerNetException? Failure { get; private set; }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await using var archive = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true);
        foreach (var source in _entries)
        {
            FixedLengthStream? content = null;
            PaxTarEntry entry;
            try
            {
                var type = source.LinkTarget is not null ? TarEntryType.SymbolicLink : source.IsDirectory ? TarEntryType.Directory : TarEntryType.RegularFile;
                entry = new(type, source.IsDirectory ? $"{source.Name}/" : source.Name) { ModificationTime = File.GetLastWriteTimeUtc(source.Path) };
                if (type is TarEntryType.SymbolicLink)
                {
                    entry.LinkName = source.LinkTarget!;
                }
                else
                {
                    entry.Mode = OperatingSystem.IsWindows() ? WithoutRights : File.GetUnixFileMode(source.Path);
                }

                if (type is TarEntryType.RegularFile)
                {
                    content = new(new FileStream(source.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0, useAsync: true), read => _options.Copied(_copied += read));
                    entry.DataStream = content;
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Not half a copy of what was asked for in silence: the others go on, this one is told.
                _options.Refused(CopyError.FileFailed(source.Path, e));
                continue;
            }

            await using (content)
            {
                await archive.WriteEntryAsync(entry, cancellationToken).ConfigureAwait(false);
                if (content?.Failure is { } failure)
                {
                    throw Failure = CopyError.FileFailed(source.Path, failure);
                }
            }
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
