using System.Text.Json;

namespace DockerNet.Engine.Backups;

/// <summary>The last entry of a backup: what it must hold to be whole. At the end, because only there it is known.</summary>
/// <param name="Files">How many files, links among them.</param>
/// <param name="Folders">How many folders, the volume's own not counted.</param>
/// <param name="Bytes">Bytes of all files.</param>
/// <param name="Sha256">The digest of the content: of all bytes of the archive between the manifest's entry and this one.</param>
internal sealed record BackupSeal(long Files, long Folders, long Bytes, string Sha256)
{
    /// <summary>The entry's name.</summary>
    public const string EntryName = "dockernet-seal.json";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, BackupManifest.Json);

    /// <exception cref="InvalidDataException">It is none.</exception>
    public static BackupSeal Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupSeal>(bytes, BackupManifest.Json) is { Sha256.Length: 64 } seal ? seal : throw new InvalidDataException("its seal is none of DockerNet's.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("its seal cannot be read.", e);
        }
    }
}
