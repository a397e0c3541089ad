using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Turns the engine's answers about services and tasks into what cmdlets emit.</summary>
internal static class ServiceMapping
{
    /// <summary>A service.</summary>
    /// <param name="service">The answer.</param>
    /// <param name="networks">Names of networks by id.</param>
    /// <param name="engine">The engine that was asked.</param>
    public static Service ToService(this JsonNode service, IReadOnlyDictionary<string, string> networks, string engine)
    {
        var spec = service.At("Spec");
        var task = spec.At("TaskTemplate");
        var name = spec.Text("Name");
        var targets = task.Items("Networks").Concat(spec.Items("Networks")).Select(network => network.Text("Target")).Distinct(StringComparer.Ordinal);
        return new()
        {
            Id = service.Text("ID"),
            Name = name,
            Image = task.Text("ContainerSpec", "Image"),
            Command = [.. task.Texts("ContainerSpec", "Command"), .. task.Texts("ContainerSpec", "Args")],
            Mode = spec.At("Mode") is JsonObject { Count: > 0 } mode && Enum.TryParse<ServiceMode>(mode.First().Key, out var known) ? known : ServiceMode.Replicated,
            Replicas = spec.Number("Mode", "Replicated", "Replicas"),
            Desired = service.Number("ServiceStatus", "DesiredTasks"),
            // What the service has now, with the ports that were chosen for it; before anything is set aside, what it asks for.
            Ports = [.. (service.At("Endpoint", "Ports") is JsonArray ? service.Items("Endpoint", "Ports") : spec.Items("EndpointSpec", "Ports")).Select(ToPort)],
            EndpointMode = spec.Text("EndpointSpec", "Mode") is { Length: > 0 } endpointMode ? endpointMode : "vip",
            VirtualAddresses = [.. service.Items("Endpoint", "VirtualIPs").Select(address => address.Text("Addr")).Where(address => address.Length > 0)],
            Networks = [.. targets.Select(target => networks.GetValueOrDefault(target, target))],
            Mounts = [.. task.Items("ContainerSpec", "Mounts").Select(mount => ToMount(mount, name, engine))],
            Environment = task.Texts("ContainerSpec", "Env").Select(variable => variable.Split('=', 2)).DistinctBy(pair => pair[0]).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "", StringComparer.Ordinal),
            Constraints = task.Texts("Placement", "Constraints"),
            Labels = spec.Map("Labels"),
            UpdatePolicy = ToUpdatePolicy(spec.At("UpdateConfig")),
            RollbackPolicy = ToUpdatePolicy(spec.At("RollbackConfig")),
            RestartPolicy = ToRestartPolicy(task.At("RestartPolicy")),
            UpdateState = service.Word(ServiceUpdateState.None, "UpdateStatus", "State"),
            UpdateMessage = service.Text("UpdateStatus", "Message"),
            Created = service.Time("CreatedAt"),
            Updated = service.Time("UpdatedAt"),
            Engine = engine,
        };
    }

    /// <summary>A task.</summary>
    /// <param name="task">The answer.</param>
    /// <param name="service">Its service's answer; null for one that is gone.</param>
    /// <param name="nodes">The nodes by id.</param>
    /// <param name="engine">The engine that was asked.</param>
    public static ServiceTask ToTask(this JsonNode task, JsonNode? service, IReadOnlyDictionary<string, SwarmNode> nodes, string engine)
    {
        var (nodeId, serviceId) = (task.Text("NodeID"), task.Text("ServiceID"));
        var node = nodes.GetValueOrDefault(nodeId);
        var name = service.Text("Spec", "Name") is { Length: > 0 } known ? known : serviceId;
        var slot = (int?)task.Number("Slot");
        var state = task.Word(ServiceTaskState.New, "Status", "State");
        return new()
        {
            Id = task.Text("ID"),
            Name = slot is null ? $"{name}.{nodeId}" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}.{slot}"),
            Service = name,
            ServiceId = serviceId,
            Slot = slot,
            Node = node?.Name ?? "",
            NodeId = nodeId,
            NodeState = node?.State ?? NodeState.Unknown,
            Image = task.Text("Spec", "ContainerSpec", "Image"),
            State = state,
            DesiredState = task.Word(ServiceTaskState.New, "DesiredState"),
            Since = task.Time("Status", "Timestamp"),
            Error = task.Text("Status", "Err"),
            Message = task.Text("Status", "Message"),
            ContainerId = task.Text("Status", "ContainerStatus", "ContainerID"),
            ExitCode = state > ServiceTaskState.Running ? (int?)task.Number("Status", "ContainerStatus", "ExitCode") : null,
            Addresses = [.. task.Items("NetworksAttachments").SelectMany(network => network.Texts("Addresses"))],
            // An engine with IPv6 tells each twice, once an address family.
            Ports = [.. task.Items("Status", "PortStatus", "Ports").Select(ToPort).Distinct()],
            UpToDate = service is not null && SameTask(service.At("Spec", "TaskTemplate"), task.At("Spec")),
            Created = task.Time("CreatedAt"),
            Engine = engine,
        };
    }

    /// <summary>Whether a task is made as the service now says. Where it may run is no part of that: a task that still fits stays.</summary>
    private static bool SameTask(JsonNode? template, JsonNode? task)
    {
        return JsonNode.DeepEquals(Comparable(template), Comparable(task));

        static JsonObject Comparable(JsonNode? spec)
        {
            var copy = spec?.DeepClone() as JsonObject ?? [];
            // Tasks do not tell these in all versions.
            copy.Remove("Placement");
            copy.Remove("Runtime");
            return copy;
        }
    }

    private static ServicePort ToPort(JsonNode port) => new()
    {
        ContainerPort = (int)(port.Number("TargetPort") ?? 0),
        PublishedPort = port.Number("PublishedPort") is > 0 and { } published ? (int)published : null,
        Protocol = port.Text("Protocol") is { Length: > 0 } protocol ? protocol : "tcp",
        Mode = port.Text("PublishMode") is { Length: > 0 } mode ? mode : "ingress",
    };

    private static ContainerMount ToMount(JsonNode mount, string service, string engine)
    {
        var type = mount.Text("Type") is { Length: > 0 } known ? known : "volume";
        return new()
        {
            Container = service,
            Type = type,
            Volume = type is "volume" && mount.Text("Source").Length > 0 ? mount.Text("Source") : null,
            Source = mount.Text("Source"),
            Destination = mount.Text("Target"),
            Driver = mount.Text("VolumeOptions", "DriverConfig", "Name") is { Length: > 0 } driver ? driver : null,
            ReadOnly = mount.Flag("ReadOnly"),
            Propagation = mount.Text("BindOptions", "Propagation"),
            Engine = engine,
        };
    }

    private static UpdatePolicy? ToUpdatePolicy(JsonNode? config) => config is null ? null : new()
    {
        Parallelism = config.Number("Parallelism") ?? 0,
        Delay = config.Duration("Delay"),
        FailureAction = config.Text("FailureAction") is { Length: > 0 } action ? action : null,
        Monitor = config.Duration("Monitor"),
        MaxFailureRatio = config.At("MaxFailureRatio") is JsonValue ratio && ratio.TryGetValue<double>(out var share) ? share : null,
        Order = config.Text("Order") is { Length: > 0 } order ? order : null,
    };

    private static ServiceRestartPolicy? ToRestartPolicy(JsonNode? config) => config is null ? null : new()
    {
        Condition = config.Text("Condition") is { Length: > 0 } condition ? condition : null,
        Delay = config.Duration("Delay"),
        MaxAttempts = config.Number("MaxAttempts"),
        Window = config.Duration("Window"),
    };
}
