namespace DockerNet.Integration;

/// <summary>A test that needs Debian's docker-registry: <c>tests/engine/engine start --registry</c> fetches it once.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RegistryFactAttribute : FactAttribute
{
    public static readonly string Program = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache ? cache : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "dockernet/registry/usr/bin/docker-registry");

    public RegistryFactAttribute()
    {
        if (!File.Exists(Program))
        {
            Skip = $"There is no {Program}; tests/engine/engine start --registry fetches it.";
        }
    }
}
