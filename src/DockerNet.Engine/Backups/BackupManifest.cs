using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerNet.Engine.Backups;

/// <summary>The first entry of a backup: what it is of. JSON, so that other tools can read it.</summary>
internal sealed record BackupManifest
{
    /// <summary>The entry's name.</summary>
    public const string EntryName = "dockernet-backup.json";

    /// <summary>What this format is called.</summary>
    public const string FormatName = "dockernet-volume-backup";

    /// <summary>The newest version of it that this DockerNet knows.</summary>
    public const int KnownVersion = 1;

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // For people who read it; it is in no web page.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Format { get; init; } = FormatName;

    public int Version { get; init; } = KnownVersion;

    public required string Volume { get; init; }

    public string Driver { get; init; } = "";

    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    public string Engine { get; init; } = "";

    public string EngineVersion { get; init; } = "";

    public DateTimeOffset Created { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <exception cref="InvalidDataException">It is none, or of a version yet to come.</exception>
    public static BackupManifest Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<BackupManifest>(bytes, Json);
            return manifest is null || manifest.Format != FormatName || string.IsNullOrEmpty(manifest.Volume)
                ? throw new InvalidDataException("its manifest is none of DockerNet's.")
                : manifest.Version > KnownVersion
                    ? throw new InvalidDataException($"it has version {manifest.Version} of the format, and this DockerNet knows {KnownVersion}.")
                    : manifest;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("its manifest cannot be read.", e);
        }
    }
}
