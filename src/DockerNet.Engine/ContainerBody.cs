using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The body of a container's creation. As JSON of our own: the client's models lack what engines before 25 need
/// (the MAC address) and would drop what a newer engine adds.</summary>
internal static class ContainerBody
{
    /// <summary>A second, in the engine's nanoseconds.</summary>
    private const long Second = 1_000_000_000;

    /// <summary>The body for an engine.</summary>
    /// <param name="config">The container.</param>
    /// <param name="severalNetworks">Whether the engine takes several networks, each with its MAC address: since 25 (API 1.44).</param>
    public static JsonObject Of(ContainerConfig config, bool severalNetworks)
    {
        var body = Described(config);
        if (config.Origin is not null)
        {
            // Three ways: only what was changed since it was read is laid over the original, which may say more than the record can.
            var origin = (JsonObject)JsonNode.Parse(config.Origin)!;
            JsonChanges.Apply(origin, Described(ContainerBodyReader.Read(origin, config.Networks)), body);
            body = origin;
        }

        if (config.Networks.Count > 0)
        {
            if (config.Networks[0].MacAddress is { } mac && !severalNetworks)
            {
                body["MacAddress"] = mac;
            }

            body["NetworkingConfig"] = new JsonObject
            {
                ["EndpointsConfig"] = new JsonObject(config.Networks
                    .Take(severalNetworks ? int.MaxValue : 1)
                    .Where(attachment => attachment.IsUserDefined || attachment.HasEndpointSettings || (severalNetworks && config.Networks.Count > 1))
                    .Select((attachment, i) => KeyValuePair.Create(attachment.Network, (JsonNode?)EndpointSettingsBody.Of(i == 0 ? WithLinks(attachment, config) : attachment)))),
            };
        }

        return body;
    }

    /// <inheritdoc cref="Of(ContainerConfig, bool)"/>
    /// <exception cref="DockerNetException"><c>NotSupportedByEngine</c>.</exception>
    public static JsonObject Of(ContainerConfig config, EngineConnection engine)
    {
        foreach (var mount in config.Mounts)
        {
            MountBody.CheckSupported(mount, engine);
        }

        return Of(config, TakesSeveralNetworks(engine));
    }

    /// <summary>The networks that the creation cannot take and that are to be connected after it.</summary>
    public static IEnumerable<NetworkAttachment> NetworksLeft(ContainerConfig config, EngineConnection engine) =>
        TakesSeveralNetworks(engine) ? [] : config.Networks.Skip(1);

    public static bool TakesSeveralNetworks(EngineConnection engine) => engine.Speaks(1, 44);

    /// <summary>What the record says, but for the endpoints of its networks.</summary>
    private static JsonObject Described(ContainerConfig config)
    {
        var body = new JsonObject
        {
            ["Image"] = config.Image,
            ["Tty"] = config.Tty,
            ["OpenStdin"] = config.Interactive,
            ["StdinOnce"] = config.InteractiveOnce,
        };
        AddText(body, "Hostname", config.HostName);
        AddText(body, "Domainname", config.DomainName);
        AddText(body, "User", config.User);
        AddText(body, "WorkingDir", config.WorkingDirectory);
        AddText(body, "StopSignal", config.StopSignal);
        AddNumber(body, "StopTimeout", config.StopTimeout);
        AddList(body, "Cmd", config.Command);
        // The engine's word for no entrypoint at all; an empty list would be the image's.
        AddList(body, "Entrypoint", config.Entrypoint is { Count: 0 } ? [""] : config.Entrypoint ?? []);
        AddList(body, "Env", [.. config.Environment.Select(variable => $"{variable.Key}={variable.Value}")]);
        AddTable(body, "Labels", config.Labels);
        if (config.HealthCheck is { } check)
        {
            body["Healthcheck"] = Of(check);
        }

        AddKeys(body, "ExposedPorts", config.Ports.SelectMany(Expand).Select(Key).Concat(config.ExposedPorts.SelectMany(ExposedKeys)));
        AddKeys(body, "Volumes", config.Mounts.Where(IsAnonymousVolume).Select(mount => mount.Target));
        body["HostConfig"] = Host(config);
        return body;
    }

    private static JsonObject Host(ContainerConfig config)
    {
        var host = new JsonObject
        {
            ["AutoRemove"] = config.AutoRemove,
            ["Privileged"] = config.Privileged,
            ["ReadonlyRootfs"] = config.ReadOnly,
            ["PublishAllPorts"] = config.PublishAll,
            ["RestartPolicy"] = new JsonObject { ["Name"] = config.RestartPolicy?.Name ?? "no", ["MaximumRetryCount"] = config.RestartPolicy?.MaximumRetryCount ?? 0 },
            // Empty lists, not none, are what the docker CLI sends: a later inspect shows the same for both.
            ["Dns"] = List(config.Dns),
            ["DnsSearch"] = List(config.DnsSearch),
            ["DnsOptions"] = List(config.DnsOptions),
            ["Devices"] = new JsonArray([.. config.Devices.Select(Of)]),
            ["Ulimits"] = new JsonArray([.. config.Ulimits.Select(limit => new JsonObject { ["Name"] = limit.Name, ["Hard"] = limit.Hard, ["Soft"] = limit.Soft })]),
            ["PortBindings"] = PortBindings(config.Ports),
        };
        foreach (var limit in new[] { "BlkioWeightDevice", "BlkioDeviceReadBps", "BlkioDeviceWriteBps", "BlkioDeviceReadIOps", "BlkioDeviceWriteIOps" })
        {
            host[limit] = new JsonArray();
        }

        AddNumber(host, "Memory", config.Memory);
        AddNumber(host, "MemorySwap", config.MemorySwap);
        AddNumber(host, "NanoCpus", config.Cpus is { } cpus ? (long)Math.Round(cpus * Second) : null);
        AddNumber(host, "ShmSize", config.ShmSize);
        AddList(host, "CapAdd", [.. config.CapabilitiesAdded.Select(Capability)]);
        AddList(host, "CapDrop", [.. config.CapabilitiesDropped.Select(Capability)]);
        AddList(host, "SecurityOpt", config.SecurityOptions);
        AddList(host, "ExtraHosts", [.. config.ExtraHosts.Select(HostLine)]);
        AddList(host, "VolumesFrom", config.VolumesFrom);
        AddTable(host, "Sysctls", config.Sysctls);
        AddTable(host, "Tmpfs", config.Tmpfs);
        if (config.Init is { } init)
        {
            host["Init"] = init;
        }

        if (config.LogDriver is not null || config.LogOptions.Count > 0)
        {
            host["LogConfig"] = new JsonObject { ["Type"] = config.LogDriver ?? "", ["Config"] = Table(config.LogOptions) };
        }

        if (config.Gpus is { } gpus)
        {
            host["DeviceRequests"] = new JsonArray(Of(gpus));
        }

        AddList(host, "Binds", [.. config.Mounts.Where(mount => IsBind(mount) && !IsAnonymousVolume(mount)).Select(mount => mount.ShortForm!)]);
        var mounts = config.Mounts.Where(mount => !IsBind(mount)).Select(MountBody.Of).ToArray();
        if (mounts.Length > 0)
        {
            host["Mounts"] = new JsonArray(mounts);
        }

        if (config.Networks.Count > 0)
        {
            host["NetworkMode"] = config.Networks[0].Network;
        }

        if (LinksAreOfHost(config))
        {
            AddList(host, "Links", [.. config.Links.Select(link => link.ToString())]);
        }

        return host;
    }

    private static bool IsAnonymousVolume(Mount mount) => mount is { Type: MountType.Volume, Source: null } && IsBind(mount);

    /// <summary>Whether it goes among the binds, or in the case of an anonymous volume among the volumes, as with <c>-v</c>.</summary>
    private static bool IsBind(Mount mount) => mount.ShortForm is not null && (!mount.IsLong || mount.SELinuxLabel is not null);

    /// <summary>Links on the default bridge are the container's, on a network of the user's own the endpoint's.</summary>
    private static bool LinksAreOfHost(ContainerConfig config) => config.Networks.Count == 0 || !config.Networks[0].IsUserDefined;

    private static NetworkAttachment WithLinks(NetworkAttachment attachment, ContainerConfig config) =>
        LinksAreOfHost(config) ? attachment : attachment with { Links = [.. attachment.Links, .. config.Links.Select(link => link.ToString())] };

    private static JsonObject Of(HealthCheck check)
    {
        var body = new JsonObject();
        AddList(body, "Test", check.Test);
        AddTime(body, "Interval", check.Interval);
        AddTime(body, "Timeout", check.Timeout);
        AddTime(body, "StartPeriod", check.StartPeriod);
        AddTime(body, "StartInterval", check.StartInterval);
        AddNumber(body, "Retries", check.Retries);
        return body;
    }

    private static JsonObject Of(DeviceMapping device) =>
        new() { ["PathOnHost"] = device.HostPath, ["PathInContainer"] = device.ContainerPath, ["CgroupPermissions"] = device.Permissions };

    private static JsonObject Of(GpuRequest gpus) => new()
    {
        ["Driver"] = gpus.Driver ?? "",
        ["Count"] = gpus.Count,
        ["DeviceIDs"] = gpus.Devices.Count == 0 ? null : List(gpus.Devices),
        ["Capabilities"] = new JsonArray(List(gpus.Capabilities)),
        ["Options"] = new JsonObject(),
    };

    private static JsonObject PortBindings(IEnumerable<PortMapping> ports)
    {
        var bindings = new JsonObject();
        foreach (var port in ports.SelectMany(Expand))
        {
            var list = bindings[Key(port)] as JsonArray;
            if (list is null)
            {
                bindings[Key(port)] = list = [];
            }

            list.Add(new JsonObject { ["HostIp"] = port.HostAddress ?? "", ["HostPort"] = port.HostPort?.ToString() ?? "" });
        }

        return bindings;
    }

    private static IEnumerable<PortMapping> Expand(PortMapping port) => port.Expand();

    private static string Key(PortMapping port) => $"{port.ContainerPort}/{port.Protocol}";

    private static IEnumerable<string> ExposedKeys(string port) => Expand(new PortMapping(port)).Select(Key);

    /// <summary>As the kernel writes it, and the docker CLI sends it.</summary>
    private static string Capability(string name)
    {
        var upper = name.ToUpperInvariant();
        return upper is "ALL" || upper.StartsWith("CAP_", StringComparison.Ordinal) ? upper : $"CAP_{upper}";
    }

    /// <summary>The engine splits at the first colon; the CLI also takes an equals sign, and brackets around IPv6.</summary>
    private static string HostLine(string host)
    {
        var at = host.IndexOfAny([':', '=']);
        return $"{host[..at]}:{host[(at + 1)..].Trim('[', ']')}";
    }

    private static JsonArray List(IEnumerable<string> values) => new([.. values.Select(value => (JsonNode?)value)]);

    private static JsonObject Table(IEnumerable<KeyValuePair<string, string>> values) => new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    private static void AddText(JsonObject body, string field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            body[field] = value;
        }
    }

    private static void AddNumber(JsonObject body, string field, long? value)
    {
        if (value is { } number)
        {
            body[field] = number;
        }
    }

    private static void AddTime(JsonObject body, string field, TimeSpan? value) =>
        AddNumber(body, field, value is { } time ? time.Ticks * (Second / TimeSpan.TicksPerSecond) : null);

    private static void AddList(JsonObject body, string field, IReadOnlyList<string> values)
    {
        if (values.Count > 0)
        {
            body[field] = List(values);
        }
    }

    private static void AddTable(JsonObject body, string field, IReadOnlyDictionary<string, string> values)
    {
        if (values.Count > 0)
        {
            body[field] = Table(values);
        }
    }

    /// <summary>A set, which is an object of empty objects in the engine's JSON.</summary>
    private static void AddKeys(JsonObject body, string field, IEnumerable<string> keys)
    {
        var set = new JsonObject(keys.Distinct(StringComparer.Ordinal).Select(key => KeyValuePair.Create(key, (JsonNode?)new JsonObject())));
        if (set.Count > 0)
        {
            body[field] = set;
        }
    }
}
