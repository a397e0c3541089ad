using System.Formats.Tar;

namespace DockerNet.FakeEngine;

/// <summary>A file, folder or link within a container or volume.</summary>
public sealed class FakeFile
{
    public required TarEntryType Type { get; init; }

    public ReadOnlyMemory<byte> Content { get; init; }

    public UnixFileMode Mode { get; init; } = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public int UserId { get; init; }

    public int GroupId { get; init; }

    public DateTimeOffset Modified { get; init; } = DateTimeOffset.UtcNow;

    public string LinkTarget { get; init; } = "";

    public bool IsDirectory => Type == TarEntryType.Directory;

    public bool IsLink => Type == TarEntryType.SymbolicLink;
}
