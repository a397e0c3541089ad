using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DockerNet.Engine;

/// <summary>The line of the docker CLI that makes an object again, quoted for a POSIX shell.</summary>
/// <remarks>An entrypoint of several words is said with its first one, the others before the command: the CLI takes no more, and the process is the same.</remarks>
public sealed partial class DockerCommand
{
    private const long DefaultShmSize = 64 << 20;
    private const decimal Second = 1_000_000_000m;

    private readonly List<string> _words = ["docker"];

    private DockerCommand()
    {
    }

    /// <summary>The line for a container.</summary>
    /// <param name="config">The container.</param>
    /// <param name="severalNetworks">Whether its engine takes several networks at the creation.</param>
    /// <param name="start">Whether it is to run.</param>
    public static string Of(ContainerConfig config, bool severalNetworks = true, bool start = true)
    {
        var body = ContainerBody.Of(config, severalNetworks: true);
        var line = new DockerCommand();
        var later = line.Container(config, body, severalNetworks, start);
        if (later.Count == 0)
        {
            return line.ToString();
        }

        // The CLI or the engine takes only one network: the others are connected afterwards.
        var name = config.Name is null ? "\"$container\"" : Quote(config.Name);
        return string.Join(" && ", [config.Name is null ? $"container=$({line})" : line.ToString(), .. later.Select(attachment => Connect(attachment, name))]);
    }

    /// <summary>The line for a network.</summary>
    /// <param name="network">The network.</param>
    /// <exception cref="DockerNetException"><c>NetworkPredefined</c>.</exception>
    public static string Of(Network network)
    {
        if (network.Predefined)
        {
            throw new DockerNetException("NetworkPredefined", System.Management.Automation.ErrorCategory.PermissionDenied, $"'{network.Name}' is a network of the engine itself: no command makes it.", network.Name);
        }

        var line = new DockerCommand();
        line._words.AddRange(["network", "create"]);
        line.Option("--driver", network.ConfigFrom is null && network.Driver is not "bridge" ? network.Driver : null);
        line.Option("--scope", network.Scope is "swarm" == network.Driver is "overlay" || network.Scope is "" ? null : network.Scope);
        line.Flag("--ipv6", network.IPv6);
        line.Flag("--internal", network.Internal);
        line.Flag("--attachable", network.Attachable);
        line.Flag("--ingress", network.Ingress);
        line.Flag("--config-only", network.ConfigOnly);
        line.Option("--config-from", network.ConfigFrom);
        foreach (var subnet in network.ConfigFrom is null ? network.Subnets : [])
        {
            line.Option("--subnet", subnet.Subnet);
            line.Option("--gateway", subnet.Gateway);
            line.Option("--ip-range", subnet.IPRange);
            line.Options("--aux-address", subnet.AuxiliaryAddresses.Select(address => $"{address.Key}={address.Value}"));
        }

        line.Option("--ipam-driver", network.IpamDriver is "" or "default" ? null : network.IpamDriver);
        line.Options("--ipam-opt", network.IpamOptions.Select(option => $"{option.Key}={option.Value}"));
        // The engine numbers overlay networks itself.
        line.Options("--opt", (network.ConfigFrom is null ? network.Options : new Dictionary<string, string>()).Where(option => !option.Key.EndsWith(".vxlanid_list", StringComparison.Ordinal)).Select(option => $"{option.Key}={option.Value}"));
        line.Options("--label", network.Labels.Select(label => $"{label.Key}={label.Value}"));
        line._words.Add(network.Name);
        return line.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', _words.Select(Quote));

    private static string Connect(NetworkAttachment attachment, string name)
    {
        var line = new DockerCommand();
        line._words.AddRange(["network", "connect"]);
        line.Options("--alias", attachment.Aliases);
        line.Options("--link", attachment.Links);
        line.Option("--ip", attachment.IPAddress);
        line.Option("--ip6", attachment.IPv6Address);
        line.Options("--link-local-ip", attachment.LinkLocalAddresses);
        line.Options("--driver-opt", attachment.DriverOptions.Select(option => $"{option.Key}={option.Value}"));
        line.Option("--gw-priority", attachment.GatewayPriority?.ToString(CultureInfo.InvariantCulture));
        line._words.Add(attachment.Network);
        return $"{line} {name}";
    }

    /// <summary>A word as a POSIX shell reads it back (IEEE Std 1003.1, Shell Command Language, 2.2).</summary>
    private static string Quote(string word) =>
        Plain().IsMatch(word) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex("^[A-Za-z0-9_@%+=:,./-]+$")]
    private static partial Regex Plain();

    /// <summary>Says the container, and gives the networks that are to be connected afterwards.</summary>
    private List<NetworkAttachment> Container(ContainerConfig config, JsonObject body, bool severalNetworks, bool start)
    {
        var host = (JsonObject)body["HostConfig"]!;
        var attached = Flag(body["AttachStdout"]) || Flag(body["AttachStderr"]);
        _words.Add(start ? "run" : "create");
        Flag("--detach", start && !attached);
        Option("--name", config.Name);
        Option("--platform", config.Platform);
        Option("--pull", config.PullPolicy is PullPolicy.Missing ? null : config.PullPolicy.ToString().ToLowerInvariant());
        Process(body, host);
        Health(body["Healthcheck"] as JsonObject);
        var later = Networks(config, host, severalNetworks);
        Resolver(host);
        Ports(body, host);
        Mounts(body, host);
        Rights(host);
        Resources(host);
        var entrypoint = body["Entrypoint"].ToTexts();
        if (entrypoint.Count > 0)
        {
            Option("--entrypoint", entrypoint[0], evenEmpty: true);
        }

        _words.Add(config.Image);
        _words.AddRange(entrypoint.Skip(1));
        _words.AddRange(body["Cmd"].ToTexts());
        return later;
    }

    private void Process(JsonObject body, JsonObject host)
    {
        Flag("--interactive", Flag(body["OpenStdin"]));
        Flag("--tty", Flag(body["Tty"]));
        Flag("--rm", Flag(host["AutoRemove"]));
        Option("--hostname", Text(body["Hostname"]));
        Option("--domainname", Text(body["Domainname"]));
        Option("--user", Text(body["User"]));
        Option("--workdir", Text(body["WorkingDir"]));
        // A name alone would be this shell's variable: the CLI has no word for one that is taken away.
        Options("--env", body["Env"].ToTexts().Where(variable => variable.Contains('=', StringComparison.Ordinal)));
        Options("--label", body["Labels"].ToTable().Select(label => $"{label.Key}={label.Value}"));
        Options("--annotation", host["Annotations"].ToTable().Select(annotation => $"{annotation.Key}={annotation.Value}"));
        var policy = host["RestartPolicy"];
        Option("--restart", Text(policy?["Name"]) is { } name and not "no" ? new RestartPolicy { Name = name, MaximumRetryCount = (int?)policy!["MaximumRetryCount"] ?? 0 }.ToString() : null);
        Option("--stop-signal", Text(body["StopSignal"]));
        Option("--stop-timeout", body["StopTimeout"]?.ToString());
        if ((bool?)host["Init"] is { } init)
        {
            _words.Add(init ? "--init" : "--init=false");
        }

        Option("--log-driver", Text(host["LogConfig"]?["Type"]));
        Options("--log-opt", (host["LogConfig"]?["Config"]).ToTable().Select(option => $"{option.Key}={option.Value}"));
    }

    private void Health(JsonObject? check)
    {
        if (check is null)
        {
            return;
        }

        switch (check["Test"].ToTexts().ToArray())
        {
            case ["NONE", ..]:
                _words.Add("--no-healthcheck");
                return;
            case ["CMD-SHELL", var line]:
                Option("--health-cmd", line);
                break;
            case ["CMD", .. var words]:
                // The CLI only has the shell's form.
                Option("--health-cmd", string.Join(' ', words.Select(Quote)));
                break;
        }

        Time("--health-interval", check["Interval"]);
        Time("--health-timeout", check["Timeout"]);
        Time("--health-start-period", check["StartPeriod"]);
        Time("--health-start-interval", check["StartInterval"]);
        Number("--health-retries", check["Retries"]);
    }

    private List<NetworkAttachment> Networks(ContainerConfig config, JsonObject host, bool severalNetworks)
    {
        if (config.Networks.Count == 0)
        {
            Option("--network", Text(host["NetworkMode"]) is { } mode and not ("default" or "bridge") ? mode : null);
            Options("--link", config.Links.Select(link => link.ToString()));
            return [];
        }

        var first = config.Networks[0];
        if (first.DriverOptions.Count > 0 || first.GatewayPriority is not null)
        {
            // Only the long form says these; the CLI writes all of it in lower case, for which there is no remedy.
            Option("--network", first.ToString());
        }
        else
        {
            Option("--network", first.Network is "default" ? null : first.Network);
            Options("--network-alias", first.Aliases);
            Option("--ip", first.IPAddress);
            Option("--ip6", first.IPv6Address);
            Options("--link-local-ip", first.LinkLocalAddresses);
            Option("--mac-address", first.MacAddress);
        }

        Options("--link", first.Links.Concat(config.Links.Select(link => link.ToString())));
        var others = config.Networks.Skip(1).ToList();
        // The CLI does not mix the default bridge with others, takes links for the first network only, and lowers the case of the others.
        if (!severalNetworks || !first.IsUserDefined || others.Exists(attachment => attachment.Links.Count > 0 || attachment.ToString().Any(char.IsUpper)))
        {
            return others;
        }

        Options("--network", others.Select(attachment => attachment.ToString()));
        return [];
    }

    private void Resolver(JsonObject host)
    {
        Options("--dns", host["Dns"].ToTexts());
        Options("--dns-search", host["DnsSearch"].ToTexts());
        Options("--dns-option", host["DnsOptions"].ToTexts());
        Options("--add-host", host["ExtraHosts"].ToTexts());
    }

    private void Ports(JsonObject body, JsonObject host)
    {
        var bindings = host["PortBindings"] as JsonObject ?? [];
        foreach (var (port, list) in bindings)
        {
            foreach (var binding in list as JsonArray ?? [])
            {
                var address = Text(binding?["HostIp"]);
                var hostPort = Text(binding?["HostPort"]);
                var shown = address is null ? "" : address.Contains(':', StringComparison.Ordinal) ? $"[{address}]:" : $"{address}:";
                Option("--publish", hostPort is null && address is null ? port : $"{shown}{hostPort}:{port}");
            }
        }

        Options("--expose", body["ExposedPorts"].ToKeys().Where(port => !bindings.ContainsKey(port)));
        Flag("--publish-all", Flag(host["PublishAllPorts"]));
    }

    private void Mounts(JsonObject body, JsonObject host)
    {
        Options("--volume", body["Volumes"].ToKeys());
        Options("--volume", host["Binds"].ToTexts());
        Options("--mount", (host["Mounts"] as JsonArray ?? []).OfType<JsonObject>().Select(mount => MountGrammar.PrintLong(MountBody.Read(mount))));
        Options("--tmpfs", host["Tmpfs"].ToTable().Select(memory => memory.Value.Length == 0 ? memory.Key : $"{memory.Key}:{memory.Value}"));
        Options("--volumes-from", host["VolumesFrom"].ToTexts());
        Option("--volume-driver", Text(host["VolumeDriver"]));
        Options("--storage-opt", host["StorageOpt"].ToTable().Select(option => $"{option.Key}={option.Value}"));
    }

    private void Rights(JsonObject host)
    {
        var privileged = Flag(host["Privileged"]);
        Flag("--privileged", privileged);
        Flag("--read-only", Flag(host["ReadonlyRootfs"]));
        Options("--cap-add", host["CapAdd"].ToTexts());
        Options("--cap-drop", host["CapDrop"].ToTexts());
        // The engine adds this one itself to what is privileged.
        Options("--security-opt", host["SecurityOpt"].ToTexts().Where(option => !(privileged && option is "label=disable")));
        if (!privileged && host["MaskedPaths"] is JsonArray { Count: 0 } && host["ReadonlyPaths"] is JsonArray { Count: 0 })
        {
            Option("--security-opt", "systempaths=unconfined");
        }

        Options("--group-add", host["GroupAdd"].ToTexts());
        Option("--ipc", Text(host["IpcMode"]) is { } ipc and not "private" ? ipc : null);
        Option("--pid", Text(host["PidMode"]));
        Option("--uts", Text(host["UTSMode"]));
        Option("--userns", Text(host["UsernsMode"]));
        Option("--cgroupns", Text(host["CgroupnsMode"]));
        Option("--cgroup-parent", Text(host["CgroupParent"]));
        Option("--runtime", Text(host["Runtime"]));
        Option("--isolation", Text(host["Isolation"]));
        Options("--device", (host["Devices"] as JsonArray ?? []).Select(device => $"{device?["PathOnHost"]}:{device?["PathInContainer"]}:{device?["CgroupPermissions"]}"));
        Options("--device-cgroup-rule", host["DeviceCgroupRules"].ToTexts());
        foreach (var request in (host["DeviceRequests"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (Text(request["Driver"]) is "cdi")
            {
                Options("--device", request["DeviceIDs"].ToTexts());
            }
            else if (ContainerBodyReader.Gpus(request) is { } gpus)
            {
                Option("--gpus", gpus.ToString());
            }
        }

        Options("--sysctl", host["Sysctls"].ToTable().Select(parameter => $"{parameter.Key}={parameter.Value}"));
        Options("--ulimit", (host["Ulimits"] as JsonArray ?? []).Select(limit => $"{limit?["Name"]}={limit?["Soft"]}:{limit?["Hard"]}"));
    }

    private void Resources(JsonObject host)
    {
        Number("--memory", host["Memory"]);
        Number("--memory-reservation", host["MemoryReservation"]);
        Number("--memory-swap", host["MemorySwap"], negativeToo: true);
        Option("--memory-swappiness", host["MemorySwappiness"]?.ToString() is { } swappiness and not "-1" ? swappiness : null);
        Flag("--oom-kill-disable", Flag(host["OomKillDisable"]));
        Number("--oom-score-adj", host["OomScoreAdj"], negativeToo: true);
        Number("--pids-limit", host["PidsLimit"], negativeToo: true);
        Option("--shm-size", (long?)host["ShmSize"] is > 0 and not DefaultShmSize and var size ? size.ToString(CultureInfo.InvariantCulture) : null);
        Option("--cpus", (long?)host["NanoCpus"] is > 0 and var cpus ? (cpus / Second).ToString(CultureInfo.InvariantCulture) : null);
        Number("--cpu-shares", host["CpuShares"]);
        Number("--cpu-period", host["CpuPeriod"]);
        Number("--cpu-quota", host["CpuQuota"], negativeToo: true);
        Number("--cpu-rt-period", host["CpuRealtimePeriod"]);
        Number("--cpu-rt-runtime", host["CpuRealtimeRuntime"]);
        Option("--cpuset-cpus", Text(host["CpusetCpus"]));
        Option("--cpuset-mems", Text(host["CpusetMems"]));
        Number("--blkio-weight", host["BlkioWeight"]);
        Devices("--blkio-weight-device", host["BlkioWeightDevice"], "Weight");
        Devices("--device-read-bps", host["BlkioDeviceReadBps"], "Rate");
        Devices("--device-write-bps", host["BlkioDeviceWriteBps"], "Rate");
        Devices("--device-read-iops", host["BlkioDeviceReadIOps"], "Rate");
        Devices("--device-write-iops", host["BlkioDeviceWriteIOps"], "Rate");
    }

    private void Devices(string option, JsonNode? list, string field) =>
        Options(option, (list as JsonArray ?? []).Select(device => $"{device?["Path"]}:{device?[field]}"));

    private void Option(string option, string? value, bool evenEmpty = false)
    {
        if (value is not null && (evenEmpty || value.Length > 0))
        {
            // A value that begins with a dash would be taken for an option.
            _words.AddRange(value.StartsWith('-') ? [$"{option}={value}"] : [option, value]);
        }
    }

    private void Options(string option, IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            Option(option, value);
        }
    }

    private void Flag(string option, bool set)
    {
        if (set)
        {
            _words.Add(option);
        }
    }

    private void Number(string option, JsonNode? number, bool negativeToo = false)
    {
        if ((long?)number is { } value && (value > 0 || (negativeToo && value < 0)))
        {
            Option(option, value.ToString(CultureInfo.InvariantCulture));
        }
    }

    private void Time(string option, JsonNode? nanoseconds)
    {
        if ((long?)nanoseconds is > 0 and var value)
        {
            var (number, unit) = value % 1_000_000_000 == 0 ? (value / 1_000_000_000, "s") : value % 1_000_000 == 0 ? (value / 1_000_000, "ms") : (value, "ns");
            Option(option, string.Create(CultureInfo.InvariantCulture, $"{number}{unit}"));
        }
    }

    private static bool Flag(JsonNode? node) => (bool?)node ?? false;

    private static string? Text(JsonNode? node) => (string?)node is { Length: > 0 } text ? text : null;
}
