using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Reads the body of a container's creation back into a configuration, as far as that has words for it.</summary>
internal static class ContainerBodyReader
{
    private const double Second = 1e9;
    private const long DefaultShmSize = 64 << 20;

    /// <param name="body">The body.</param>
    /// <param name="networks">The networks, which the body alone does not tell.</param>
    public static ContainerConfig Read(JsonObject body, IReadOnlyList<NetworkAttachment> networks)
    {
        var host = body["HostConfig"] as JsonObject ?? [];
        var mode = (string?)host["NetworkMode"] ?? "";
        // Ports that host mode makes void are no contradiction of the user's: they stay in the original only.
        var publishes = mode is not "host" && !mode.StartsWith("container:", StringComparison.Ordinal);
        var bindings = publishes ? host["PortBindings"] as JsonObject ?? [] : [];
        return new()
        {
            Image = (string?)body["Image"] ?? "",
            Command = body["Cmd"].ToTexts(),
            Entrypoint = body["Entrypoint"] is JsonArray entrypoint ? (entrypoint.Count == 1 && (string?)entrypoint[0] is "" ? [] : entrypoint.ToTexts()) : null,
            Environment = Environment(body["Env"].ToTexts()),
            Labels = body["Labels"].ToTable(),
            WorkingDirectory = Text(body["WorkingDir"]),
            User = Text(body["User"]),
            HostName = Text(body["Hostname"]),
            DomainName = Text(body["Domainname"]),
            Interactive = Flag(body["OpenStdin"]),
            InteractiveOnce = Flag(body["StdinOnce"]),
            Tty = Flag(body["Tty"]),
            StopSignal = Text(body["StopSignal"]),
            StopTimeout = (int?)body["StopTimeout"],
            HealthCheck = body["Healthcheck"] is JsonObject check ? Health(check) : null,
            AutoRemove = Flag(host["AutoRemove"]),
            RestartPolicy = Restart(host["RestartPolicy"]),
            Memory = Amount(host["Memory"]),
            MemorySwap = (long?)host["MemorySwap"] is not (null or 0) and var swap ? swap : null,
            Cpus = Amount(host["NanoCpus"]) / Second,
            ShmSize = Amount(host["ShmSize"]) is { } shm && shm != DefaultShmSize ? shm : null,
            Ulimits = [.. (host["Ulimits"] as JsonArray ?? []).OfType<JsonObject>().Select(limit => new Ulimit { Name = (string?)limit["Name"] ?? "", Soft = (long?)limit["Soft"] ?? 0, Hard = (long?)limit["Hard"] ?? 0 })],
            Sysctls = host["Sysctls"].ToTable(),
            CapabilitiesAdded = host["CapAdd"].ToTexts(),
            CapabilitiesDropped = host["CapDrop"].ToTexts(),
            SecurityOptions = host["SecurityOpt"].ToTexts(),
            Privileged = Flag(host["Privileged"]),
            ReadOnly = Flag(host["ReadonlyRootfs"]),
            Devices = [.. (host["Devices"] as JsonArray ?? []).OfType<JsonObject>().Select(device => new DeviceMapping
            {
                HostPath = (string?)device["PathOnHost"] ?? "",
                ContainerPath = (string?)device["PathInContainer"] ?? "",
                Permissions = (string?)device["CgroupPermissions"] ?? "",
            })],
            Gpus = host["DeviceRequests"] is JsonArray { Count: 1 } requests ? Gpus(requests[0]) : null,
            Dns = host["Dns"].ToTexts(),
            DnsSearch = host["DnsSearch"].ToTexts(),
            DnsOptions = host["DnsOptions"].ToTexts(),
            ExtraHosts = host["ExtraHosts"].ToTexts(),
            Init = (bool?)host["Init"],
            LogDriver = Text(host["LogConfig"]?["Type"]),
            LogOptions = host["LogConfig"]?["Config"].ToTable() ?? new Dictionary<string, string>(),
            Networks = networks,
            Links = [.. host["Links"].ToTexts().Select(link => new ContainerLink(link))],
            Ports = [.. Ports(bindings)],
            ExposedPorts = [.. body["ExposedPorts"].ToKeys().Where(port => host["PortBindings"] is not JsonObject published || !published.ContainsKey(port)).Where(_ => publishes)],
            PublishAll = publishes && Flag(host["PublishAllPorts"]),
            Mounts = [.. Mounts(body, host)],
            Tmpfs = host["Tmpfs"].ToTable(),
            VolumesFrom = host["VolumesFrom"].ToTexts(),
        };
    }

    private static Dictionary<string, string> Environment(IReadOnlyList<string> variables)
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            // One without a value takes a variable away: the original keeps it.
            if (variable.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                table[variable[..equals]] = variable[(equals + 1)..];
            }
        }

        return table;
    }

    private static HealthCheck Health(JsonObject check) => new()
    {
        Test = check["Test"].ToTexts(),
        Interval = Time(check["Interval"]),
        Timeout = Time(check["Timeout"]),
        StartPeriod = Time(check["StartPeriod"]),
        StartInterval = Time(check["StartInterval"]),
        Retries = (int?)check["Retries"] is > 0 and var retries ? retries : null,
    };

    private static RestartPolicy? Restart(JsonNode? policy) =>
        Text(policy?["Name"]) is { } name and not "no" ? new() { Name = name, MaximumRetryCount = (int?)policy!["MaximumRetryCount"] ?? 0 } : null;

    /// <summary>The GPUs that a device request means; null where it means something else.</summary>
    public static GpuRequest? Gpus(JsonNode? request)
    {
        var capabilities = request?["Capabilities"] is JsonArray { Count: 1 } all ? all[0].ToTexts() : [];
        return !capabilities.Contains("gpu", StringComparer.Ordinal) || request?["Options"] is JsonObject { Count: > 0 }
            ? null
            : new() { Count = (int?)request!["Count"] ?? 0, Devices = request["DeviceIDs"].ToTexts(), Driver = Text(request["Driver"]), Capabilities = capabilities };
    }

    private static IEnumerable<PortMapping> Ports(JsonObject bindings) =>
        from port in bindings
        from binding in port.Value as JsonArray ?? []
        let parts = port.Key.Split('/')
        select new PortMapping
        {
            ContainerPort = new(parts[0]),
            Protocol = parts.Length > 1 ? parts[1] : "tcp",
            HostAddress = Text(binding?["HostIp"]),
            HostPort = Text(binding?["HostPort"]) is { } host and not "0" ? new(host) : null,
        };

    private static IEnumerable<Mount> Mounts(JsonObject body, JsonObject host)
    {
        foreach (var target in body["Volumes"].ToKeys())
        {
            yield return new() { Target = target };
        }

        foreach (var bind in host["Binds"].ToTexts())
        {
            if (Parsed(() => Mount.ParseShort(bind)) is { } mount)
            {
                yield return mount;
            }
        }

        foreach (var body1 in (host["Mounts"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Parsed(() => MountBody.Read(body1)) is { } mount)
            {
                yield return mount;
            }
        }
    }

    /// <summary>What this version has no word for stays in the original.</summary>
    private static Mount? Parsed(Func<Mount> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is DockerNetException or FormatException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) => (string?)node is { Length: > 0 } text ? text : null;

    private static bool Flag(JsonNode? node) => (bool?)node ?? false;

    private static long? Amount(JsonNode? node) => (long?)node is > 0 and var amount ? amount : null;

    private static TimeSpan? Time(JsonNode? node) => Amount(node) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / 100) : null;
}
