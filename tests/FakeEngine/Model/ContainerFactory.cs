using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DockerNet.FakeEngine;

/// <summary>Makes containers of requests, or refuses them.</summary>
internal sealed partial class ContainerFactory(EngineModel model)
{
    private static readonly string[] Adjectives = ["brave", "calm", "eager", "happy", "keen", "quiet", "sharp", "vivid"];
    private static readonly string[] Names = ["curie", "darwin", "euler", "hopper", "lovelace", "noether", "turing", "wozniak"];

    public FakeContainer Create(string? name, JsonObject request, ApiVersion version)
    {
        var imageReference = request.Text("Image") ?? "";
        if (imageReference.Length == 0)
        {
            throw EngineError.Invalid(model.Version.AtLeast(44) ? "config cannot be empty in order to create a container" : "no image specified");
        }

        var image = model.Images.Get(imageReference);
        name = Name(name);
        var hostConfig = HostDefaults(version).Over(request.Object("HostConfig"));
        var endpoints = request.Object("NetworkingConfig").Object("EndpointsConfig") ?? [];
        if (!version.AtLeast(44) && endpoints.Count > 1)
        {
            var list = string.Join(", ", endpoints.Select(pair => pair.Key));
            throw EngineError.Invalid(model.Version.AtLeast(44)
                ? $"Container cannot be created with multiple network endpoints: {list}"
                : $"Container cannot be connected to network endpoints: {list}");
        }

        var config = ContainerDefaults().Over(Inherited(image)).Over(Own(request));
        Merge(config, image);
        if (config.Texts("Cmd").Count + config.Texts("Entrypoint").Count == 0)
        {
            throw EngineError.Invalid(model.Version.AtLeast(44) ? "no command specified" : "No command specified");
        }

        Validate(hostConfig);
        var container = new FakeContainer(model, name, image, imageReference, config, hostConfig);
        if (config.Text("Hostname") is null or "")
        {
            config["Hostname"] = container.ShortId;
        }

        config["Image"] = imageReference;
        if (hostConfig.Text("NetworkMode") is null or "" or "default")
        {
            hostConfig["NetworkMode"] = version.AtLeast(44) ? "bridge" : "default";
        }

        ResolveNamespace(container);
        Join(container, endpoints);
        Link(container);
        model.ReserveName(name);
        Mount(container, image, hostConfig, config);
        container.Files.CopyFrom(image.Files);
        model.Add(container);
        model.ContainerEvent(container, "create");
        return container;
    }

    private string Name(string? name)
    {
        if (string.IsNullOrEmpty(name))
        {
            do
            {
                name = $"{Adjectives[Random.Shared.Next(Adjectives.Length)]}_{Names[Random.Shared.Next(Names.Length)]}{Random.Shared.Next(10000)}";
            }
            while (!model.IsNameFree(name));
            return name;
        }

        if (!ValidName().IsMatch(name))
        {
            throw EngineError.Invalid($"Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }

        name = name.TrimStart('/');
        model.ReserveName(name);
        return name;
    }

    private void Join(FakeContainer container, JsonObject endpoints)
    {
        var mode = container.NetworkMode;
        if (mode.StartsWith("container:", StringComparison.Ordinal))
        {
            return;
        }

        var first = model.Fabric.Find(mode)?.Name ?? mode;
        container.NetworkMode = first;
        foreach (var (reference, settings) in endpoints)
        {
            var network = model.Fabric.Find(reference == "default" ? "bridge" : reference);
            if (network is not null && model.Version.AtLeast(44))
            {
                model.Fabric.Validate(network, settings as JsonObject);
            }

            var key = network?.Name ?? reference;
            container.EndpointMap[key] = new FakeEndpoint(key, settings as JsonObject);
        }

        if (!container.EndpointMap.ContainsKey(first) && (container.EndpointMap.Count == 0 || model.Version.AtLeast(44)))
        {
            container.EndpointMap[first] = new FakeEndpoint(first, null);
        }

        if (container.EndpointMap.Count > 1 && container.EndpointMap.Keys.FirstOrDefault(key => key is "host" or "none") is { } alone)
        {
            throw EngineError.Invalid(alone == "host"
                ? "container sharing network namespace with another container or host cannot be connected to any other network"
                : "container cannot be connected to multiple networks with one of the networks in private (none) mode");
        }
    }

    private void ResolveNamespace(FakeContainer container)
    {
        if (container.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            var owner = model.Container(container.NetworkMode[10..]);
            container.NetworkMode = "container:" + owner.Id;
            container.HostConfig["NetworkMode"] = container.NetworkMode;
        }
    }

    private void Link(FakeContainer container)
    {
        if (container.HostConfig.Texts("Links") is not { Count: > 0 } links)
        {
            return;
        }

        var written = new List<string>();
        foreach (var link in links)
        {
            var parts = link.Split(':');
            if (parts.Length > 2 || parts[0].Length == 0)
            {
                throw EngineError.Invalid($"bad format for links: {link}");
            }

            var target = model.FindContainer(parts[0]) ?? throw EngineError.Invalid($"could not get container for {parts[0]}: No such container: {parts[0]}");
            if (target.NetworkMode == "host")
            {
                throw EngineError.Invalid("conflicting options: host type networking can't be used with links. This would result in undefined behavior");
            }

            written.Add($"/{target.Name}:/{container.Name}/{(parts.Length == 2 ? parts[1].Split('/')[^1] : target.Name)}");
        }

        container.HostConfig["Links"] = EngineJson.Array(written);
        model.HasLinks();
    }

    private static void Validate(JsonObject hostConfig)
    {
        var mode = hostConfig.Text("NetworkMode") ?? "";
        var shared = mode.StartsWith("container:", StringComparison.Ordinal);
        var links = hostConfig.Texts("Links").Count > 0;
        if (shared && links)
        {
            throw EngineError.Invalid("conflicting options: container type network can't be used with links. This would result in undefined behavior");
        }

        if (mode == "host" && links)
        {
            throw EngineError.Invalid("conflicting options: host type networking can't be used with links. This would result in undefined behavior");
        }

        if (shared && hostConfig.Object("PortBindings") is { Count: > 0 })
        {
            throw EngineError.Invalid("conflicting options: port publishing and the container type network mode");
        }

        if (hostConfig.Flag("AutoRemove") && hostConfig.Object("RestartPolicy").Text("Name") is not (null or "" or "no"))
        {
            throw EngineError.Invalid("can't create 'AutoRemove' container with restart policy");
        }

        foreach (var (key, bindings) in hostConfig.Object("PortBindings") ?? [])
        {
            var parts = key.Split('/');
            if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535 || (parts.Length > 1 && parts[1] is not ("tcp" or "udp" or "sctp")))
            {
                throw EngineError.Invalid($"invalid port specification: \"{key}\"");
            }

            foreach (var binding in bindings as JsonArray ?? [])
            {
                if (binding.Text("HostPort") is { Length: > 0 } text
                    && text.Split('-') is var range
                    && range.Any(part => !int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var host) || host > 65535))
                {
                    throw EngineError.Invalid($"invalid port specification: \"{text}\"");
                }
            }
        }

        if (hostConfig.Number("Memory") is > 0 and < 6 * 1024 * 1024)
        {
            throw EngineError.Invalid("Minimum memory limit allowed is 6MB");
        }
    }

    private void Mount(FakeContainer container, FakeImage image, JsonObject hostConfig, JsonObject config)
    {
        var mounts = new Dictionary<string, FakeMount>(StringComparer.Ordinal);
        foreach (var (destination, _) in hostConfig.Object("Tmpfs") ?? [])
        {
            mounts[destination] = new FakeMount { Type = "tmpfs", Source = "", Destination = destination, Mode = "legacy", Files = new FakeFileTree() };
        }

        foreach (var from in hostConfig.Texts("VolumesFrom"))
        {
            var parts = from.Split(':');
            if (parts.Length > 1 && parts[1] is not ("ro" or "rw" or "z" or "Z"))
            {
                throw EngineError.Invalid($"invalid mode: {parts[1]}");
            }

            foreach (var mount in model.Container(parts[0]).MountList.Where(mount => mount.Type is "volume" or "bind"))
            {
                mounts[mount.Destination] = mount.At(mount.Destination, mount.ReadOnly || parts.ElementAtOrDefault(1) == "ro");
            }
        }

        var asked = new List<(FakeMount Mount, bool Copy)>();
        foreach (var bind in hostConfig.Texts("Binds"))
        {
            asked.Add(Bind(bind));
        }

        foreach (var specification in hostConfig.Objects("Mounts"))
        {
            asked.Add(Specified(specification));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (mount, copy) in asked)
        {
            if (!seen.Add(mount.Destination))
            {
                throw EngineError.Invalid($"Duplicate mount point: {mount.Destination}");
            }

            mounts[mount.Destination] = mount;
            if (copy && mount.Files.Paths.Count == 1)
            {
                Populate(mount, image);
            }
        }

        foreach (var (path, _) in config.Object("Volumes") ?? [])
        {
            var destination = FakeFileTree.Clean(path);
            if (!mounts.ContainsKey(destination))
            {
                var volume = model.Volumes.Make(null, hostConfig.Text("VolumeDriver"), null, null);
                var mount = Of(volume, destination, readOnly: false, mode: "");
                mounts[destination] = mount;
                Populate(mount, image);
            }
        }

        container.MountList.AddRange(mounts.Values.OrderBy(mount => mount.Destination, StringComparer.Ordinal));
    }

    private (FakeMount Mount, bool Copy) Bind(string specification)
    {
        var parts = specification.Split(':');
        if (parts.Length is 0 or > 3 || parts.Any(part => part.Length == 0))
        {
            throw EngineError.Invalid($"invalid volume specification: '{specification}'");
        }

        var mode = parts.Length == 3 ? parts[2] : "";
        var (source, target) = parts.Length == 1 ? ("", parts[0]) : (parts[0], parts[1]);
        foreach (var option in mode.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (option is not ("ro" or "rw" or "z" or "Z" or "nocopy" or "private" or "rprivate" or "shared" or "rshared" or "slave" or "rslave" or "cached" or "delegated" or "consistent"))
            {
                throw EngineError.Invalid($"invalid mode: {mode}");
            }
        }

        var isBind = source.StartsWith('/');
        CheckTarget(target, isBind ? "bind" : "volume", $"invalid volume specification: '{specification}': ");
        var options = mode.Split(',');
        var readOnly = options.Contains("ro");
        var destination = FakeFileTree.Clean(target);
        if (isBind)
        {
            return (OfHost(source, destination, readOnly, mode, options.FirstOrDefault(option => option.EndsWith("private", StringComparison.Ordinal) || option.EndsWith("shared", StringComparison.Ordinal) || option.EndsWith("slave", StringComparison.Ordinal)) ?? "rprivate"), false);
        }

        return (Of(model.Volumes.Make(source, null, null, null), destination, readOnly, mode.Length > 0 ? mode : "z"), !options.Contains("nocopy"));
    }

    private (FakeMount Mount, bool Copy) Specified(JsonObject specification)
    {
        var type = specification.Text("Type") ?? "";
        var target = specification.Text("Target") ?? "";
        var source = specification.Text("Source") ?? "";
        var readOnly = specification.Flag("ReadOnly");
        if (target.Length == 0)
        {
            throw EngineError.Invalid($"invalid mount config for type \"{type}\": field Target must not be empty");
        }

        CheckTarget(target, type, "");
        var destination = FakeFileTree.Clean(target);
        switch (type)
        {
            case "bind":
                if (source.Length == 0)
                {
                    throw EngineError.Invalid("invalid mount config for type \"bind\": field Source must not be empty");
                }

                if (!source.StartsWith('/'))
                {
                    throw EngineError.Invalid($"invalid mount config for type \"bind\": invalid mount path: '{source}' mount path must be absolute");
                }

                var bind = specification.Object("BindOptions");
                if (!bind.Flag("CreateMountpoint") && !model.Engine.HostPathExists(source))
                {
                    throw EngineError.Invalid($"invalid mount config for type \"bind\": bind source path does not exist: {source}");
                }

                return (OfHost(source, destination, readOnly, "", bind.Text("Propagation") is { Length: > 0 } propagation ? propagation : "rprivate"), false);

            case "volume":
                var options = specification.Object("VolumeOptions");
                var driver = options.Object("DriverConfig");
                var volume = model.Volumes.Make(source, driver.Text("Name"), options.Object("Labels") is null ? null : options.TextMap("Labels"), driver.Object("Options") is null ? null : driver.TextMap("Options"));
                var subpath = options.Text("Subpath") ?? "";
                if (subpath.Length > 0 && volume.Files.Find(subpath) is null)
                {
                    throw EngineError.Internal($"failed to create task for container: cannot access path /var/lib/docker/volumes/{volume.Name}/_data/{subpath}: lstat /var/lib/docker/volumes/{volume.Name}/_data/{subpath}: no such file or directory");
                }

                return (Of(volume, destination, readOnly, model.Version.AtLeast(44) ? "" : "z", subpath), !options.Flag("NoCopy") && subpath.Length == 0);

            case "tmpfs":
                if (source.Length > 0)
                {
                    throw EngineError.Invalid("invalid mount config for type \"tmpfs\": field Source must not be specified");
                }

                return (new FakeMount { Type = "tmpfs", Source = "", Destination = destination, ReadOnly = readOnly, Files = new FakeFileTree() }, false);

            case "image" when model.Version.AtLeast(48):
                var image = model.Images.Get(source);
                return (new FakeMount { Type = "image", Source = image.Id, Destination = destination, ReadOnly = true, Files = image.Files }, false);

            default:
                throw EngineError.Invalid($"invalid mount config for type \"{type}\": mount type unknown");
        }
    }

    private static void CheckTarget(string target, string type, string prefix)
    {
        if (!target.StartsWith('/'))
        {
            throw EngineError.Invalid($"{prefix}invalid mount config for type \"{type}\": invalid mount path: '{target}' mount path must be absolute");
        }

        if (FakeFileTree.Clean(target) == "/")
        {
            throw EngineError.Invalid($"{prefix}invalid mount config for type \"{type}\": invalid specification: destination can't be '/'");
        }
    }

    private static FakeMount Of(FakeVolume volume, string destination, bool readOnly, string mode, string subpath = "") => new()
    {
        Type = "volume",
        Name = volume.Name,
        Source = volume.Mountpoint,
        Destination = destination,
        Driver = volume.Driver,
        Mode = mode,
        ReadOnly = readOnly,
        Subpath = subpath,
        Files = volume.Files,
    };

    private FakeMount OfHost(string source, string destination, bool readOnly, string mode, string propagation)
    {
        source = FakeFileTree.Clean(source);
        if (model.Engine.HostFiles.Find(source) is null)
        {
            model.Engine.HostFiles.MakeFolder(source);
        }

        return new FakeMount
        {
            Type = "bind",
            Source = source,
            Destination = destination,
            Mode = mode,
            ReadOnly = readOnly,
            Propagation = propagation,
            Subpath = source,
            Files = model.Engine.HostFiles,
            VolumeAt = path => model.Volumes.All.FirstOrDefault(volume => FakeContainer.IsWithin(path, volume.Mountpoint)),
        };
    }

    /// <summary>A new volume starts with what the image has at that place.</summary>
    private static void Populate(FakeMount mount, FakeImage image)
    {
        foreach (var (path, file) in image.Files.Below(mount.Destination))
        {
            mount.Files.Write(path[mount.Destination.Length..], file);
        }
    }

    private static JsonObject Inherited(FakeImage image) => image.Config.DeepClone().AsObject();

    private static JsonObject Own(JsonObject request)
    {
        var own = request.DeepClone().AsObject();
        own.Remove("HostConfig");
        own.Remove("NetworkingConfig");
        own.Remove("name");
        foreach (var list in (ReadOnlySpan<string>)["Cmd", "Entrypoint"])
        {
            if (own[list] is JsonValue text && text.TryGetValue<string>(out var command))
            {
                own[list] = new JsonArray(command);
            }
            else if (own[list] is JsonArray { Count: 0 })
            {
                own.Remove(list);
            }
        }

        // An entrypoint of its own takes the image's command away.
        if (own["Entrypoint"] is JsonArray && own["Cmd"] is null)
        {
            own["Cmd"] = new JsonArray();
        }

        foreach (var merged in (ReadOnlySpan<string>)["Env", "Labels", "ExposedPorts", "Volumes"])
        {
            if (own[merged] is null or JsonArray { Count: 0 } or JsonObject { Count: 0 })
            {
                own.Remove(merged);
            }
        }

        foreach (var text in (ReadOnlySpan<string>)["WorkingDir", "User", "StopSignal"])
        {
            if (own.Text(text) == "")
            {
                own.Remove(text);
            }
        }

        return own;
    }

    private static void Merge(JsonObject config, FakeImage image)
    {
        foreach (var map in (ReadOnlySpan<string>)["Labels", "ExposedPorts", "Volumes"])
        {
            if (image.Config.Object(map) is { } inherited)
            {
                config[map] = inherited.DeepClone().AsObject().Over(config.Object(map));
            }
        }

        config["Labels"] ??= new JsonObject();
        var environment = config.Texts("Env").ToList();
        foreach (var inherited in image.Config.Texts("Env"))
        {
            if (!environment.Exists(own => own.Split('=')[0] == inherited.Split('=')[0]))
            {
                environment.Add(inherited);
            }
        }

        config["Env"] = EngineJson.Array(environment);
    }

    private static JsonObject ContainerDefaults() => new()
    {
        ["Hostname"] = "",
        ["Domainname"] = "",
        ["User"] = "",
        ["AttachStdin"] = false,
        ["AttachStdout"] = false,
        ["AttachStderr"] = false,
        ["Tty"] = false,
        ["OpenStdin"] = false,
        ["StdinOnce"] = false,
        ["Env"] = new JsonArray(),
        ["Cmd"] = null,
        ["Image"] = "",
        ["Volumes"] = null,
        ["WorkingDir"] = "",
        ["Entrypoint"] = null,
        ["OnBuild"] = null,
        ["Labels"] = new JsonObject(),
    };

    private static JsonObject HostDefaults(ApiVersion version)
    {
        var defaults = new JsonObject
        {
            ["Binds"] = null,
            ["ContainerIDFile"] = "",
            ["LogConfig"] = new JsonObject { ["Type"] = "json-file", ["Config"] = new JsonObject() },
            ["NetworkMode"] = "default",
            ["PortBindings"] = new JsonObject(),
            ["RestartPolicy"] = new JsonObject { ["Name"] = version.AtLeast(44) ? "no" : "", ["MaximumRetryCount"] = 0 },
            ["AutoRemove"] = false,
            ["VolumeDriver"] = "",
            ["VolumesFrom"] = null,
            ["CapAdd"] = null,
            ["CapDrop"] = null,
            ["Dns"] = new JsonArray(),
            ["DnsOptions"] = new JsonArray(),
            ["DnsSearch"] = new JsonArray(),
            ["ExtraHosts"] = null,
            ["GroupAdd"] = null,
            ["IpcMode"] = "private",
            ["Cgroup"] = "",
            ["Links"] = null,
            ["OomScoreAdj"] = 0,
            ["PidMode"] = "",
            ["Privileged"] = false,
            ["PublishAllPorts"] = false,
            ["ReadonlyRootfs"] = false,
            ["SecurityOpt"] = null,
            ["UTSMode"] = "",
            ["UsernsMode"] = "",
            ["ShmSize"] = 67108864,
            ["Runtime"] = "runc",
            ["Isolation"] = "",
            ["CpuShares"] = 0,
            ["Memory"] = 0,
            ["NanoCpus"] = 0,
            ["CgroupParent"] = "",
            ["BlkioWeight"] = 0,
            ["CpuPeriod"] = 0,
            ["CpuQuota"] = 0,
            ["CpusetCpus"] = "",
            ["CpusetMems"] = "",
            ["Devices"] = new JsonArray(),
            ["DeviceRequests"] = null,
            ["MemoryReservation"] = 0,
            ["MemorySwap"] = 0,
            ["OomKillDisable"] = false,
            ["PidsLimit"] = null,
            ["Ulimits"] = null,
        };
        return defaults;
    }

    [GeneratedRegex("^/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$")]
    private static partial Regex ValidName();
}
