using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

public sealed class FakeImage
{
    internal FakeImage()
    {
    }

    public string Id { get; internal init; } = Identifier.Digest();

    public string ParentId { get; internal init; } = "";

    /// <summary>Its names with tags, such as <c>nginx:latest</c>.</summary>
    public IList<string> Tags { get; } = [];

    public IList<string> Digests { get; } = [];

    public DateTimeOffset Created { get; internal init; } = DateTimeOffset.UtcNow;

    public long Size { get; set; } = 7_340_032;

    public string Comment { get; internal init; } = "";

    public string Author { get; internal init; } = "";

    /// <summary>The image's configuration in the engine's own fields: Cmd, Env, ExposedPorts, Volumes, Labels, ….</summary>
    public JsonObject Config { get; internal set; } = Defaults();

    /// <summary>What a container of it starts with.</summary>
    public FakeFileTree Files { get; } = new();

    public IReadOnlyDictionary<string, string> Labels => Config.TextMap("Labels");

    internal static JsonObject Defaults() => new()
    {
        ["Env"] = new JsonArray("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
        ["Cmd"] = new JsonArray("/bin/sh"),
        ["Entrypoint"] = null,
        ["WorkingDir"] = "",
        ["Labels"] = null,
    };

    internal JsonObject ToSummary(int containers) => new()
    {
        ["Containers"] = containers,
        ["Created"] = Created.ToUnixTimeSeconds(),
        ["Id"] = Id,
        ["Labels"] = Config["Labels"]?.DeepClone(),
        ["ParentId"] = ParentId,
        ["RepoDigests"] = EngineJson.Array(Digests),
        ["RepoTags"] = EngineJson.Array(Tags),
        ["SharedSize"] = -1,
        ["Size"] = Size,
        ["VirtualSize"] = Size,
    };

    internal JsonObject ToJson(string os, string architecture) => new()
    {
        ["Id"] = Id,
        ["RepoTags"] = EngineJson.Array(Tags),
        ["RepoDigests"] = EngineJson.Array(Digests),
        ["Parent"] = ParentId,
        ["Comment"] = Comment,
        ["Created"] = EngineJson.Time(Created),
        ["Author"] = Author,
        ["Config"] = Config.DeepClone(),
        ["Architecture"] = architecture,
        ["Os"] = os,
        ["Size"] = Size,
        ["VirtualSize"] = Size,
        ["GraphDriver"] = new JsonObject { ["Name"] = "overlay2", ["Data"] = new JsonObject { ["MergedDir"] = $"/var/lib/docker/overlay2/{Id[7..]}/merged" } },
        ["RootFS"] = new JsonObject { ["Type"] = "layers", ["Layers"] = new JsonArray(Id) },
        ["Metadata"] = new JsonObject { ["LastTagTime"] = EngineJson.Time(Created) },
    };
}
