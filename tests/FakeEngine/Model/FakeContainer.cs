using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

public sealed class FakeContainer
{
    private readonly EngineModel _model;
    private readonly List<LogLine> _logs = [];
    private string? _health;

    internal FakeContainer(EngineModel model, string name, FakeImage image, string imageReference, JsonObject config, JsonObject hostConfig)
    {
        _model = model;
        Name = name;
        ImageId = image.Id;
        Image = imageReference;
        Config = config;
        HostConfig = hostConfig;
        NetworkMode = hostConfig.Text("NetworkMode") is { Length: > 0 } mode && mode != "default" ? mode : "bridge";
    }

    public string Id { get; } = Identifier.New();

    public string ShortId => Id[..12];

    /// <summary>The name, without a slash.</summary>
    public string Name { get; internal set; }

    public DateTimeOffset Created { get; internal set; } = DateTimeOffset.UtcNow;

    /// <summary>The image as it was asked for.</summary>
    public string Image { get; }

    public string ImageId { get; }

    /// <summary>The configuration in the engine's own fields.</summary>
    public JsonObject Config { get; }

    /// <summary>The host's part of the configuration in the engine's own fields.</summary>
    public JsonObject HostConfig { get; }

    public string NetworkMode { get; internal set; }

    public IReadOnlyDictionary<string, string> Labels => Config.TextMap("Labels");

    /// <summary><c>created</c>, <c>running</c>, <c>paused</c>, <c>restarting</c>, <c>removing</c>, <c>exited</c> or <c>dead</c>.</summary>
    public string Status { get; internal set; } = "created";

    public bool IsRunning => Status is "running" or "paused" or "restarting";

    public int ExitCode { get; internal set; }

    public string Error { get; internal set; } = "";

    public bool OutOfMemory { get; internal set; }

    public DateTimeOffset? StartedAt { get; internal set; }

    public DateTimeOffset? FinishedAt { get; internal set; }

    public int RestartCount { get; internal set; }

    /// <summary>How long it takes to stop when it is asked to; longer than the client's patience ends in a kill with 137.</summary>
    public TimeSpan StopDelay { get; set; }

    /// <summary>The exit code after a stop.</summary>
    public int StopExitCode { get; set; }

    /// <summary>The networks it is in, by name.</summary>
    public IReadOnlyDictionary<string, FakeEndpoint> Endpoints
    {
        get
        {
            lock (_model.Sync)
            {
                return new SortedDictionary<string, FakeEndpoint>(EndpointMap, StringComparer.Ordinal);
            }
        }
    }

    public IReadOnlyList<FakeMount> Mounts => MountList;

    /// <summary>The ports the host answers on, while it runs.</summary>
    public IReadOnlyList<FakePort> Ports { get; internal set; } = [];

    /// <summary>Its own layer, without what is mounted.</summary>
    public FakeFileTree Files { get; } = new();

    /// <summary>What changed in its own layer: 0 modified, 1 added, 2 deleted.</summary>
    public IDictionary<string, int> Changes { get; } = new SortedDictionary<string, int>(StringComparer.Ordinal);

    /// <summary><c>starting</c>, <c>healthy</c>, <c>unhealthy</c>; null without a health check. Setting it raises the engine's event.</summary>
    public string? Health
    {
        get => _health;
        set
        {
            lock (_model.Sync)
            {
                _health = value;
            }

            if (value is not null)
            {
                _model.ContainerEvent(this, $"health_status: {value}");
            }

            Changed.Pulse();
        }
    }

    /// <summary>What it has put out so far.</summary>
    public IReadOnlyList<LogLine> Output
    {
        get
        {
            lock (_logs)
            {
                return [.. _logs];
            }
        }
    }

    /// <summary>Sets the health as starting and stopping do: without an event.</summary>
    internal void ResetHealth(string? health) => _health = health;

    internal SortedDictionary<string, FakeEndpoint> EndpointMap { get; } = new(StringComparer.Ordinal);

    internal List<FakeMount> MountList { get; } = [];

    internal AsyncSignal Changed { get; } = new();

    /// <summary>Counts how often it ended, so that who waits knows that it did.</summary>
    internal int Exits { get; set; }

    internal bool IsRemoved { get; set; }

    /// <summary>Ends what runs in it.</summary>
    internal CancellationTokenSource? Run { get; set; }

    internal Pipe Input { get; set; } = new();

    internal bool Tty => Config.Flag("Tty");

    internal bool AutoRemove => HostConfig.Flag("AutoRemove");

    internal IReadOnlyList<string> Command => [.. Config.Texts("Entrypoint"), .. Config.Texts("Cmd")];

    /// <summary>Puts out a text, each line by itself; without a line feed at its end the last one is incomplete.</summary>
    public void Log(string text, bool isError = false, DateTimeOffset? time = null)
    {
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start) is >= 0 and var feed ? feed + 1 : text.Length;
            Log(Encoding.UTF8.GetBytes(text[start..end]), isError, time);
            start = end;
        }
    }

    /// <summary>Puts out raw bytes as one piece.</summary>
    public void Log(ReadOnlyMemory<byte> bytes, bool isError = false, DateTimeOffset? time = null)
    {
        lock (_logs)
        {
            _logs.Add(new LogLine(time ?? DateTimeOffset.UtcNow, isError && !Tty, bytes));
        }

        Changed.Pulse();
    }

    /// <summary>Its process ends by itself.</summary>
    public void Exit(int exitCode = 0)
    {
        lock (_model.Sync)
        {
            _model.Life.End(this, exitCode);
        }
    }

    /// <summary>Puts it in a state that no call leads to, such as <c>restarting</c> or <c>dead</c>.</summary>
    public void SetStatus(string status)
    {
        lock (_model.Sync)
        {
            Status = status;
        }

        Changed.Pulse();
    }

    internal IReadOnlyList<LogLine> OutputSince(int position)
    {
        lock (_logs)
        {
            return position >= _logs.Count ? [] : _logs.GetRange(position, _logs.Count - position);
        }
    }

    internal int OutputCount
    {
        get
        {
            lock (_logs)
            {
                return _logs.Count;
            }
        }
    }

    /// <summary>The tree that holds a path as the container sees it, and the path in there.</summary>
    internal (FakeFileTree Tree, string Path, FakeMount? Mount) Locate(string path)
    {
        path = FakeFileTree.Clean(path);
        var mount = MountList
            .Where(candidate => IsWithin(path, candidate.Destination))
            .MaxBy(candidate => candidate.Destination.Length);
        if (mount is null)
        {
            return (Files, path, null);
        }

        var inner = FakeFileTree.Clean($"{mount.Subpath}/{path[mount.Destination.TrimEnd('/').Length..]}");
        return mount.VolumeAt?.Invoke(inner) is { } volume
            ? (volume.Files, FakeFileTree.Clean(inner[volume.Mountpoint.Length..]), mount)
            : (mount.Files, inner, mount);
    }

    internal static bool IsWithin(string path, string folder) =>
        path == folder || path.StartsWith(folder.TrimEnd('/') + "/", StringComparison.Ordinal);

    internal JsonObject State()
    {
        var state = new JsonObject
        {
            ["Status"] = Status,
            ["Running"] = IsRunning,
            ["Paused"] = Status == "paused",
            ["Restarting"] = Status == "restarting",
            ["OOMKilled"] = OutOfMemory,
            ["Dead"] = Status == "dead",
            ["Pid"] = IsRunning ? 4000 : 0,
            ["ExitCode"] = ExitCode,
            ["Error"] = Error,
            ["StartedAt"] = EngineJson.Time(StartedAt),
            ["FinishedAt"] = EngineJson.Time(FinishedAt),
        };
        if (_health is not null)
        {
            state["Health"] = new JsonObject { ["Status"] = _health, ["FailingStreak"] = _health == "unhealthy" ? 3 : 0, ["Log"] = new JsonArray() };
        }

        return state;
    }

    internal JsonObject ToJson(ApiVersion version, string driver, bool withSize)
    {
        var command = Command;
        var json = new JsonObject
        {
            ["Id"] = Id,
            ["Created"] = EngineJson.Time(Created),
            ["Path"] = command.Count > 0 ? command[0] : "",
            ["Args"] = EngineJson.Array(command.Skip(1)),
            ["State"] = State(),
            ["Image"] = ImageId,
            ["ResolvConfPath"] = $"/var/lib/docker/containers/{Id}/resolv.conf",
            ["HostnamePath"] = $"/var/lib/docker/containers/{Id}/hostname",
            ["HostsPath"] = $"/var/lib/docker/containers/{Id}/hosts",
            ["LogPath"] = $"/var/lib/docker/containers/{Id}/{Id}-json.log",
            ["Name"] = "/" + Name,
            ["RestartCount"] = RestartCount,
            ["Driver"] = driver,
            ["Platform"] = "linux",
            ["MountLabel"] = "",
            ["ProcessLabel"] = "",
            ["AppArmorProfile"] = "",
            ["ExecIDs"] = _model.ExecsOf(this) is { Count: > 0 } execs ? EngineJson.Array(execs) : null,
            ["HostConfig"] = HostConfig.DeepClone(),
            ["GraphDriver"] = new JsonObject { ["Data"] = null, ["Name"] = driver },
        };
        if (withSize)
        {
            json["SizeRw"] = Files.Size;
            json["SizeRootFs"] = Files.Size + 7_340_032;
        }

        json["Mounts"] = EngineJson.Array(MountList.Where(mount => mount.Type != "tmpfs" || mount.Mode != "legacy").Select(mount => (JsonNode?)mount.ToJson()));
        json["Config"] = Config.DeepClone();
        json["NetworkSettings"] = NetworkSettings(version);
        return json;
    }

    internal JsonObject ToSummary(ApiVersion version, bool withSize)
    {
        var json = new JsonObject
        {
            ["Id"] = Id,
            ["Names"] = EngineJson.Array(_model.LinkNamesOf(this).Prepend("/" + Name)),
            ["Image"] = _model.ImageLabelOf(this),
            ["ImageID"] = ImageId,
            ["Command"] = string.Join(' ', Command),
            ["Created"] = Created.ToUnixTimeSeconds(),
            ["Ports"] = PortSummary(),
            ["Labels"] = EngineJson.Map(Labels),
            ["State"] = Status,
            ["Status"] = StatusText(),
            ["HostConfig"] = new JsonObject { ["NetworkMode"] = NetworkMode },
            ["NetworkSettings"] = new JsonObject { ["Networks"] = Networks(version) },
            ["Mounts"] = EngineJson.Array(MountList.Where(mount => mount.Type != "tmpfs" || mount.Mode != "legacy").Select(mount => (JsonNode?)mount.ToJson())),
        };
        if (withSize)
        {
            json["SizeRw"] = Files.Size;
            json["SizeRootFs"] = Files.Size + 7_340_032;
        }

        return json;
    }

    private JsonObject NetworkSettings(ApiVersion version)
    {
        var sandbox = IsRunning && !NetworkMode.StartsWith("container:", StringComparison.Ordinal) ? Id : "";
        var settings = new JsonObject();
        if (!version.AtLeast(52))
        {
            settings["Bridge"] = "";
        }

        settings["SandboxID"] = sandbox;
        settings["SandboxKey"] = sandbox.Length > 0 ? $"/var/run/docker/netns/{sandbox[..12]}" : "";
        settings["Ports"] = PortMap();
        if (!version.AtLeast(52))
        {
            var bridge = EndpointMap.GetValueOrDefault("bridge");
            settings["HairpinMode"] = false;
            settings["LinkLocalIPv6Address"] = "";
            settings["LinkLocalIPv6PrefixLen"] = 0;
            settings["SecondaryIPAddresses"] = null;
            settings["SecondaryIPv6Addresses"] = null;
            settings["EndpointID"] = bridge?.EndpointId ?? "";
            settings["Gateway"] = bridge?.Gateway ?? "";
            settings["GlobalIPv6Address"] = bridge?.GlobalIPv6Address ?? "";
            settings["GlobalIPv6PrefixLen"] = bridge?.GlobalIPv6PrefixLength ?? 0;
            settings["IPAddress"] = bridge?.IPAddress ?? "";
            settings["IPPrefixLen"] = bridge?.IPPrefixLength ?? 0;
            settings["IPv6Gateway"] = bridge?.IPv6Gateway ?? "";
            settings["MacAddress"] = bridge?.MacAddress ?? "";
        }

        settings["Networks"] = Networks(version);
        return settings;
    }

    private JsonObject Networks(ApiVersion version) =>
        new(EndpointMap.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToJson(this, version))));

    private JsonObject PortMap()
    {
        var map = new JsonObject();
        if (!IsRunning)
        {
            return map;
        }

        foreach (var (exposed, _) in Config.Object("ExposedPorts") ?? [])
        {
            map[exposed] = null;
        }

        foreach (var ports in Ports.GroupBy(port => port.Key))
        {
            map[ports.Key] = EngineJson.Array(ports.Select(port => (JsonNode?)new JsonObject
            {
                ["HostIp"] = port.HostAddress,
                ["HostPort"] = port.HostPort.ToString(CultureInfo.InvariantCulture),
            }));
        }

        return map;
    }

    private JsonArray PortSummary()
    {
        var list = new JsonArray();
        if (!IsRunning)
        {
            return list;
        }

        foreach (var (exposed, _) in Config.Object("ExposedPorts") ?? [])
        {
            if (!Ports.Any(port => port.Key == exposed))
            {
                var parts = exposed.Split('/');
                list.Add(new JsonObject { ["PrivatePort"] = int.Parse(parts[0], CultureInfo.InvariantCulture), ["Type"] = parts.ElementAtOrDefault(1) ?? "tcp" });
            }
        }

        foreach (var port in Ports)
        {
            list.Add(new JsonObject { ["IP"] = port.HostAddress, ["PrivatePort"] = port.ContainerPort, ["PublicPort"] = port.HostPort, ["Type"] = port.Protocol });
        }

        return list;
    }

    private string StatusText() => Status switch
    {
        "created" => "Created",
        "dead" => "Dead",
        "removing" => "Removal In Progress",
        "exited" => $"Exited ({ExitCode}) {Ago(FinishedAt)} ago",
        "restarting" => $"Restarting ({ExitCode}) {Ago(FinishedAt)} ago",
        "paused" => $"Up {Ago(StartedAt)} (Paused)",
        _ => _health switch
        {
            null => $"Up {Ago(StartedAt)}",
            "starting" => $"Up {Ago(StartedAt)} (health: starting)",
            var health => $"Up {Ago(StartedAt)} ({health})",
        },
    };

    private static string Ago(DateTimeOffset? time)
    {
        var past = DateTimeOffset.UtcNow - (time ?? DateTimeOffset.UtcNow);
        return past.TotalSeconds < 1 ? "Less than a second"
            : past.TotalSeconds < 2 ? "1 second"
            : past.TotalMinutes < 1 ? $"{(int)past.TotalSeconds} seconds"
            : past.TotalMinutes < 2 ? "About a minute"
            : past.TotalHours < 1 ? $"{(int)past.TotalMinutes} minutes"
            : past.TotalHours < 2 ? "About an hour"
            : past.TotalDays < 2 ? $"{(int)past.TotalHours} hours"
            : $"{(int)past.TotalDays} days";
    }
}
