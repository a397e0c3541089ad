using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>Docker's own configuration, <c>config.json</c>.</summary>
internal static class DockerConfiguration
{
    /// <summary>Where it is.</summary>
    public static string File => Path.Combine(DockerContexts.ConfigFolder, "config.json");

    /// <summary>Its content; undefined where there is none.</summary>
    /// <exception cref="JsonException">It cannot be understood.</exception>
    public static async Task<JsonElement> ReadAsync(CancellationToken cancellationToken)
    {
        if (!System.IO.File.Exists(File))
        {
            return default;
        }

        using var config = JsonDocument.Parse(await System.IO.File.ReadAllBytesAsync(File, cancellationToken).ConfigureAwait(false));
        return config.RootElement.Clone();
    }

    /// <summary>The keys for detaching; null where it has none, or cannot be read: docker goes on without it too.</summary>
    public static async Task<string?> DetachKeysAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await ReadAsync(cancellationToken).ConfigureAwait(false)).Text("detachKeys") is { Length: > 0 } keys ? keys : null;
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
