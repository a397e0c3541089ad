using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>The contexts that the docker CLI keeps: named engines in <c>~/.docker/contexts</c>, or below <c>DOCKER_CONFIG</c>.</summary>
public static class DockerContexts
{
    /// <summary>The folder of the docker CLI's own configuration.</summary>
    public static string ConfigFolder =>
        Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");

    /// <summary>The context that <c>docker context use</c> chose; null for the default one.</summary>
    public static string? Current
    {
        get
        {
            try
            {
                using var config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(ConfigFolder, "config.json")));
                return config.RootElement.TryGetProperty("currentContext", out var context) && context.GetString() is { Length: > 0 } name ? name : null;
            }
            catch (Exception e) when (IsUnreadable(e))
            {
                // A broken config.json must not keep the default engine from being used: the docker CLI only warns of it too.
                return null;
            }
        }
    }

    /// <summary>The contexts, in the order of their names. Files that cannot be read are passed over.</summary>
    public static IReadOnlyList<DockerContext> List()
    {
        var metas = Path.Combine(ConfigFolder, "contexts", "meta");
        return Directory.Exists(metas)
            ? [.. Directory.EnumerateDirectories(metas).Select(Read).OfType<DockerContext>().OrderBy(context => context.Name, StringComparer.Ordinal)]
            : [];
    }

    /// <summary>One context; null where there is none of that name.</summary>
    /// <param name="name">Its name.</param>
    public static DockerContext? Find(string name) =>
        Read(Path.Combine(ConfigFolder, "contexts", "meta", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))).ToLowerInvariant()));

    private static DockerContext? Read(string folder)
    {
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "meta.json")));
            var docker = meta.RootElement.GetProperty("Endpoints").GetProperty("docker");
            var certificates = Path.Combine(ConfigFolder, "contexts", "tls", Path.GetFileName(folder), "docker");
            return new(
                meta.RootElement.GetProperty("Name").GetString() ?? "",
                docker.GetProperty("Host").GetString() ?? "",
                Directory.Exists(certificates) ? certificates : null,
                !docker.TryGetProperty("SkipTLSVerify", out var skip) || skip.ValueKind is not JsonValueKind.True);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    private static bool IsUnreadable(Exception e) => e is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException;
}
