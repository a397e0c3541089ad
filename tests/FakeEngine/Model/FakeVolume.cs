using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

public sealed class FakeVolume
{
    internal FakeVolume(string name, string driver)
    {
        Name = name;
        Driver = driver;
    }

    public string Name { get; }

    public string Driver { get; }

    public DateTimeOffset Created { get; } = DateTimeOffset.UtcNow;

    public string Mountpoint => $"/var/lib/docker/volumes/{Name}/_data";

    public IReadOnlyDictionary<string, string>? Labels { get; internal set; }

    public IReadOnlyDictionary<string, string>? Options { get; internal set; }

    public bool IsAnonymous => Labels?.ContainsKey("com.docker.volume.anonymous") == true;

    /// <summary>What is stored in it, shared by every container that mounts it.</summary>
    public FakeFileTree Files { get; } = new();

    internal JsonObject ToJson() => new()
    {
        ["CreatedAt"] = Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        ["Driver"] = Driver,
        ["Labels"] = Labels is null ? null : EngineJson.Map(Labels),
        ["Mountpoint"] = Mountpoint,
        ["Name"] = Name,
        ["Options"] = Options is null ? null : EngineJson.Map(Options),
        ["Scope"] = "local",
    };
}
