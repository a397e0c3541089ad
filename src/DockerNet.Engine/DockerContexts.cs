using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>The contexts that the docker CLI knows: named engines in <c>~/.docker/contexts</c>.</summary>
public static class DockerContexts
{
    /// <summary>The contexts, in the order of their names. Files that cannot be read are passed over.</summary>
    /// <returns>Names and endpoints.</returns>
    public static IReadOnlyList<(string Name, string Endpoint)> List()
    {
        var folder = Environment.GetEnvironmentVariable("DOCKER_CONFIG") is { Length: > 0 } config
            ? config
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".docker");
        var metas = Path.Combine(folder, "contexts", "meta");
        return Directory.Exists(metas)
            ? [.. Directory.EnumerateFiles(metas, "meta.json", SearchOption.AllDirectories).SelectMany(Read).OrderBy(context => context.Name, StringComparer.Ordinal)]
            : [];
    }

    private static IEnumerable<(string Name, string Endpoint)> Read(string file)
    {
        try
        {
            using var meta = JsonDocument.Parse(File.ReadAllBytes(file));
            var endpoint = meta.RootElement.GetProperty("Endpoints").GetProperty("docker").GetProperty("Host").GetString();
            return [(meta.RootElement.GetProperty("Name").GetString() ?? "", endpoint ?? "")];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
