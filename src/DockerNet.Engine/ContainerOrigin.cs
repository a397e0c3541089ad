using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The creation's body that makes an existing container again: what inspect shows, without what the engine and the image put there.</summary>
internal sealed class ContainerOrigin
{
    private const string LimitPrefix = "RLIMIT_";

    private readonly JsonObject _inspect;
    private readonly JsonObject _image;
    private readonly JsonObject _host;
    private readonly JsonObject _body;

    /// <param name="inspect">The container, as ContainerInspect shows it.</param>
    /// <param name="image">The <c>Config</c> of its image; empty where the image is gone.</param>
    /// <param name="info">The engine, as SystemInfo shows it.</param>
    public ContainerOrigin(JsonObject inspect, JsonObject image, JsonNode info)
    {
        _inspect = inspect;
        _image = image;
        _body = (JsonObject)inspect["Config"]!.DeepClone();
        _host = (JsonObject)inspect["HostConfig"]!.DeepClone();
        _body["HostConfig"] = _host;
        Attachments = FindAttachments();
        RemoveWhatTheEngineChose(info);
        RemoveWhatTheImageSays();
        if (_host["Links"] is JsonArray links)
        {
            _host["Links"] = new JsonArray([.. links.ToTexts().Select(link => (JsonNode?)new ContainerLink(link).ToString())]);
        }

        // Podman shows RLIMIT_NOFILE, and takes only what Docker says too: nofile.
        foreach (var limit in (_host["Ulimits"] as JsonArray ?? []).OfType<JsonObject>().Where(limit => ((string?)limit["Name"])?.StartsWith(LimitPrefix, StringComparison.Ordinal) is true))
        {
            limit["Name"] = ((string)limit["Name"]!)[LimitPrefix.Length..].ToLowerInvariant();
        }
    }

    /// <summary>The body, without the endpoints of its networks.</summary>
    public JsonObject Body => _body;

    /// <summary>The networks it is on, that of its mode first.</summary>
    public IReadOnlyList<NetworkAttachment> Attachments { get; }

    private string Mode => (string?)_host["NetworkMode"] ?? "";

    private string ContainerId => (string?)_inspect["Id"] ?? "";

    private bool SharesNetwork => Mode.StartsWith("container:", StringComparison.Ordinal);

    /// <summary>The containers whose mounts it was created with.</summary>
    public IEnumerable<string> VolumeSources => _host["VolumesFrom"].ToTexts().Select(source => source.Split(':')[0]);

    /// <summary>Has the volumes that the engine made for it mounted by name, so that another container gets them and not new ones.</summary>
    public void NameAnonymousVolumes()
    {
        foreach (var mount in (_host["Mounts"] as JsonArray ?? []).OfType<JsonObject>().Where(mount => (string?)mount["Type"] is "volume" && string.IsNullOrEmpty((string?)mount["Source"])))
        {
            mount["Source"] = Mounted((string?)mount["Target"])?["Name"]?.DeepClone();
        }

        var anonymous = ((_inspect["Config"]!["Volumes"] as JsonObject) ?? [])
            .Select(volume => (Target: volume.Key, Mount: Mounted(volume.Key)))
            .Where(volume => (string?)volume.Mount?["Type"] is "volume" && !IsSaid(volume.Target))
            .ToList();
        Bind(anonymous.Select(volume => volume.Mount!));
        foreach (var (target, _) in anonymous)
        {
            (_body["Volumes"] as JsonObject)?.Remove(target);
        }
    }

    /// <summary>Whether what a container of <see cref="VolumeSources"/> has mounted today is what this one got from it: a later one of
    /// the same name may have other volumes.</summary>
    public bool HasMountsOf(JsonObject source) => (source["Mounts"] as JsonArray ?? []).OfType<JsonObject>()
        .Where(mount => (string?)mount["Type"] is "volume" or "bind")
        .All(mount => Mounted((string?)mount["Destination"]) is { } own && (string?)own["Name"] == (string?)mount["Name"] && (string?)own["Source"] == (string?)mount["Source"]);

    /// <summary>Mounts by name and path what came from containers that are gone, or have something else by now.</summary>
    /// <param name="gone">Those of <see cref="VolumeSources"/> that are.</param>
    public void ReplaceVolumesFrom(IReadOnlySet<string> gone)
    {
        var left = _host["VolumesFrom"].ToTexts().Where(source => !gone.Contains(source.Split(':')[0])).ToList();
        _host["VolumesFrom"] = left.Count == 0 ? null : new JsonArray([.. left.Select(source => (JsonNode?)source)]);
        var own = (_inspect["Config"]!["Volumes"] as JsonObject ?? []).Select(volume => Clean(volume.Key)).ToHashSet(StringComparer.Ordinal);
        Bind((_inspect["Mounts"] as JsonArray ?? []).OfType<JsonObject>()
            .Where(mount => (string?)mount["Type"] is "volume" or "bind" && !IsSaid((string?)mount["Destination"]) && !own.Contains(Clean((string?)mount["Destination"]))));
    }

    private void Bind(IEnumerable<JsonObject> mounts)
    {
        var binds = mounts.Select(mount => (JsonNode?)$"{((string?)mount["Type"] is "volume" ? mount["Name"] : mount["Source"])}:{mount["Destination"]}{((bool?)mount["RW"] is false ? ":ro" : "")}").ToList();
        if (binds.Count > 0)
        {
            _host["Binds"] = new JsonArray([.. (_host["Binds"] as JsonArray ?? []).Select(bind => bind?.DeepClone()), .. binds]);
        }
    }

    /// <summary>Whether the container's own binds and mounts name this target.</summary>
    private bool IsSaid(string? target) =>
        _host["Binds"].ToTexts().Any(bind => bind.Split(':').Contains(Clean(target), StringComparer.Ordinal) || bind.Split(':').Contains(target, StringComparer.Ordinal))
        || (_host["Mounts"] as JsonArray ?? []).Any(mount => Clean((string?)mount?["Target"]) == Clean(target))
        || _host["Tmpfs"].ToKeys().Any(key => Clean(key) == Clean(target));

    private JsonObject? Mounted(string? target) =>
        (_inspect["Mounts"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(mount => Clean((string?)mount["Destination"]) == Clean(target));

    private static string Clean(string? path) => path is { Length: > 1 } ? path.TrimEnd('/') : path ?? "";

    private List<NetworkAttachment> FindAttachments()
    {
        if (Mode is "host" or "none" || SharesNetwork)
        {
            return [new() { Network = Mode }];
        }

        var all = (_inspect["NetworkSettings"]?["Networks"] as JsonObject ?? [])
            .Select(network => (Main: IsMain(network.Key, network.Value), Attachment: Attachment(network.Key, network.Value)))
            .OrderBy(network => network.Main ? 0 : 1)
            .Select(network => network.Attachment)
            .ToList();
        // What is only on the default bridge says nothing about networks.
        return all is [{ IsUserDefined: false, HasEndpointSettings: false }] ? [] : all;
    }

    private bool IsMain(string name, JsonNode? endpoint) =>
        name == Mode || (Mode is "default" or "" && name is "bridge") || ((string?)endpoint?["NetworkID"] is { Length: > 0 } id && Mode.Length >= 12 && id.StartsWith(Mode, StringComparison.Ordinal));

    private NetworkAttachment Attachment(string name, JsonNode? endpoint)
    {
        var main = IsMain(name, endpoint);
        var mac = main ? Text(_body["MacAddress"]) : null;
        return new()
        {
            Network = main && Mode is not ("default" or "") ? Mode : name,
            IPAddress = Text(endpoint?["IPAMConfig"]?["IPv4Address"]),
            IPv6Address = Text(endpoint?["IPAMConfig"]?["IPv6Address"]),
            LinkLocalAddresses = endpoint?["IPAMConfig"]?["LinkLocalIPs"].ToTexts() ?? [],
            MacAddress = mac,
            Aliases = OwnAliases(endpoint?["Aliases"].ToTexts() ?? []),
            Links = endpoint?["Links"].ToTexts() ?? [],
            DriverOptions = endpoint?["DriverOpts"].ToTable() ?? new Dictionary<string, string>(),
            GatewayPriority = (long?)endpoint?["GwPriority"] is not (null or 0) and var priority ? priority : null,
        };
    }

    /// <summary>Engines before 25 add the short id, and after it the host name, to the aliases by themselves.</summary>
    private List<string> OwnAliases(IReadOnlyList<string> aliases)
    {
        var own = aliases.ToList();
        var id = own.FindIndex(alias => alias.Length >= 12 && ContainerId.StartsWith(alias, StringComparison.Ordinal));
        if (id >= 0)
        {
            if (id + 1 < own.Count && own[id + 1] == (string?)_body["Hostname"])
            {
                own.RemoveAt(id + 1);
            }

            own.RemoveAt(id);
        }

        return own;
    }

    private void RemoveWhatTheEngineChose(JsonNode info)
    {
        var hostName = (string?)_body["Hostname"] ?? "";
        if (SharesNetwork || (hostName.Length > 0 && ContainerId.StartsWith(hostName, StringComparison.Ordinal)) || (Mode is "host" && hostName == (string?)info["Name"]))
        {
            _body.Remove("Hostname");
            if (SharesNetwork || Mode is "host")
            {
                _body.Remove("Domainname");
            }
        }

        // Where it came from is its own history, not that of what is made after it.
        (_body["Labels"] as JsonObject)?.Remove(ReplacementMark.Label);
        (_body["Labels"] as JsonObject)?.Remove(ReplacementMark.SnapshotLabel);

        // It goes with the network that the mode names.
        _body.Remove("MacAddress");
        if (_host["LogConfig"] is JsonObject log && (string?)log["Type"] == (string?)info["LoggingDriver"] && log["Config"] is not JsonObject { Count: > 0 })
        {
            _host.Remove("LogConfig");
        }

        if ((string?)_host["Runtime"] == (string?)info["DefaultRuntime"])
        {
            _host.Remove("Runtime");
        }

        // With control groups of version 2 a container has a namespace of its own for them.
        if ((string?)_host["CgroupnsMode"] == ((string?)info["CgroupVersion"] is "2" && (bool?)_host["Privileged"] is not true ? "private" : "host"))
        {
            _host.Remove("CgroupnsMode");
        }

        if ((long?)_host["Memory"] is > 0 and var memory && (long?)_host["MemorySwap"] == 2 * memory)
        {
            _host.Remove("MemorySwap");
        }
    }

    /// <summary>What the image says it says again, and its next version may say something better. Source: the engine's merge of both.</summary>
    private void RemoveWhatTheImageSays()
    {
        foreach (var field in new[] { "User", "WorkingDir", "StopSignal", "Healthcheck", "Shell", "OnBuild", "ArgsEscaped" })
        {
            if (_body[field] is not null && JsonNode.DeepEquals(_body[field], _image[field]))
            {
                _body.Remove(field);
            }
        }

        RemoveCommand();
        RemoveEnvironment();
        foreach (var field in new[] { "Labels", "ExposedPorts", "Volumes" })
        {
            foreach (var (key, value) in _image[field] as JsonObject ?? [])
            {
                if (_body[field] is JsonObject own && own.ContainsKey(key) && JsonNode.DeepEquals(own[key], value))
                {
                    own.Remove(key);
                }
            }
        }

        // A volume of the image, in whose place the container has something mounted by name or path: it stays in the container's own list
        // where the image is gone, or a snapshot.
        foreach (var target in _body["Volumes"].ToKeys().Where(IsSaid).ToList())
        {
            ((JsonObject)_body["Volumes"]!).Remove(target);
        }
    }

    private void RemoveCommand()
    {
        var (entrypoint, imageEntrypoint) = (_body["Entrypoint"].ToTexts(), _image["Entrypoint"].ToTexts());
        var (command, imageCommand) = (_body["Cmd"].ToTexts(), _image["Cmd"].ToTexts());
        if (!entrypoint.SequenceEqual(imageEntrypoint) || (command.Count == 0 && imageCommand.Count > 0))
        {
            // An entrypoint of its own takes the image's command away, none at all is said with an empty word.
            _body["Entrypoint"] = entrypoint.Count == 0 ? new JsonArray("") : _body["Entrypoint"]!.DeepClone();
            return;
        }

        _body.Remove("Entrypoint");
        if (command.SequenceEqual(imageCommand))
        {
            _body.Remove("Cmd");
        }
    }

    private void RemoveEnvironment()
    {
        var (all, image) = (_body["Env"].ToTexts(), _image["Env"].ToTexts());
        var own = all.Except(image, StringComparer.Ordinal).ToList();
        var names = own.Select(variable => variable.Split('=')[0]).ToHashSet(StringComparer.Ordinal);
        // Only where the engine would put the two together to the same list again: order and all.
        if (own.Concat(image.Where(variable => !names.Contains(variable.Split('=')[0]))).SequenceEqual(all))
        {
            _body["Env"] = own.Count == 0 ? null : new JsonArray([.. own.Select(variable => (JsonNode?)variable)]);
        }
    }

    private static string? Text(JsonNode? node) => (string?)node is { Length: > 0 } text ? text : null;
}
