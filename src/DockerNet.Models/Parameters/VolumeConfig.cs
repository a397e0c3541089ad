namespace DockerNet;

/// <summary>A volume before it exists.</summary>
public sealed record VolumeConfig
{
    /// <summary>The name; null for an anonymous volume.</summary>
    public string? Name { get; init; }

    /// <summary>The driver; null for the engine's default, <c>local</c>.</summary>
    public string? Driver { get; init; }

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();
}
