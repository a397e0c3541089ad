using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>The engine's part in a swarm: none, a worker, or its only manager.</summary>
internal sealed class FakeSwarm(EngineModel model)
{
    private readonly Dictionary<string, JsonObject> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _tasks = new(StringComparer.Ordinal);
    private long _index = 10;

    public string Id { get; private set; } = "";

    public string NodeId { get; private set; } = "";

    public string Address { get; private set; } = "";

    public string State { get; private set; } = "inactive";

    public bool IsManager { get; private set; }

    public JsonObject Spec { get; private set; } = [];

    public (string Worker, string Manager) Tokens { get; private set; }

    public JsonObject Node { get; private set; } = [];

    public IReadOnlyCollection<JsonObject> Services => _services.Values;

    public IReadOnlyCollection<JsonObject> Tasks => _tasks.Values;

    public void RequireManager()
    {
        if (!IsManager)
        {
            throw EngineError.NotAvailable(State == "inactive"
                ? "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again."
                : "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster state. Please run this command on a manager node or promote the current node to a manager.");
        }
    }

    public string Init(JsonObject request)
    {
        RequireInactive();
        Enter(manager: true, request.Text("AdvertiseAddr"));
        Spec = new JsonObject
        {
            ["Name"] = "default",
            ["Labels"] = new JsonObject(),
            ["Orchestration"] = new JsonObject { ["TaskHistoryRetentionLimit"] = 5 },
            ["Raft"] = new JsonObject { ["SnapshotInterval"] = 10000, ["LogEntriesForSlowFollowers"] = 500, ["ElectionTick"] = 10, ["HeartbeatTick"] = 1 },
            ["Dispatcher"] = new JsonObject { ["HeartbeatPeriod"] = 5_000_000_000 },
            ["CAConfig"] = new JsonObject { ["NodeCertExpiry"] = 7_776_000_000_000_000 },
            ["TaskDefaults"] = new JsonObject(),
            ["EncryptionConfig"] = new JsonObject { ["AutoLockManagers"] = request.Flag("AutoLockManagers") },
        }.Over(request.Object("Spec"));
        Id = Identifier.Swarm();
        RotateTokens(worker: true, manager: true);
        model.Fabric.Create(new JsonObject { ["Name"] = "ingress", ["Driver"] = "overlay", ["Ingress"] = true }, model.Version);
        return NodeId;
    }

    public void Join(JsonObject request)
    {
        RequireInactive();
        if (request.Text("JoinToken") is null or "" || !request.Text("JoinToken")!.StartsWith("SWMTKN-", StringComparison.Ordinal))
        {
            throw EngineError.Invalid("invalid join token");
        }

        if (request.Texts("RemoteAddrs").Count == 0)
        {
            throw EngineError.Invalid("at least 1 RemoteAddr is required to join");
        }

        Enter(manager: false, request.Text("AdvertiseAddr"));
    }

    public void Leave(bool force)
    {
        if (State == "inactive")
        {
            throw EngineError.NotAvailable("This node is not part of a swarm");
        }

        if (IsManager && !force)
        {
            throw EngineError.NotAvailable("You are attempting to leave the swarm on a node that is participating as a manager. Removing the last manager erases all current state of the swarm. Use `--force` to ignore this message. ");
        }

        State = "inactive";
        IsManager = false;
        NodeId = "";
        Address = "";
        Id = "";
        _services.Clear();
        _tasks.Clear();
        foreach (var network in model.Fabric.All.Where(network => network.Scope == "swarm").ToArray())
        {
            if (network.Containers.Count == 0)
            {
                model.Fabric.Delete(network);
            }
        }
    }

    public void RotateTokens(bool worker, bool manager) => Tokens = (
        worker ? $"SWMTKN-1-{Identifier.Swarm()}{Identifier.Swarm()}-{Identifier.Swarm()}" : Tokens.Worker,
        manager ? $"SWMTKN-1-{Identifier.Swarm()}{Identifier.Swarm()}-{Identifier.Swarm()}" : Tokens.Manager);

    public JsonObject Inspect() => new()
    {
        ["ID"] = Id,
        ["Version"] = Index(),
        ["CreatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
        ["UpdatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
        ["Spec"] = Spec.DeepClone(),
        ["TLSInfo"] = new JsonObject(),
        ["RootRotationInProgress"] = false,
        ["DefaultAddrPool"] = new JsonArray("10.0.0.0/8"),
        ["SubnetSize"] = 24,
        ["DataPathPort"] = 4789,
        ["JoinTokens"] = new JsonObject { ["Worker"] = Tokens.Worker, ["Manager"] = Tokens.Manager },
    };

    public JsonObject Info()
    {
        var info = new JsonObject
        {
            ["NodeID"] = NodeId,
            ["NodeAddr"] = Address,
            ["LocalNodeState"] = State,
            ["ControlAvailable"] = IsManager,
            ["Error"] = "",
            ["RemoteManagers"] = State == "inactive" ? null : new JsonArray(new JsonObject { ["NodeID"] = NodeId, ["Addr"] = Address + ":2377" }),
        };
        if (IsManager)
        {
            info["Nodes"] = 1;
            info["Managers"] = 1;
            info["Cluster"] = Inspect();
            info["Cluster"]!.AsObject().Remove("JoinTokens");
        }

        return info;
    }

    public JsonObject Service(string reference) =>
        _services.GetValueOrDefault(reference)
        ?? _services.Values.FirstOrDefault(service => service.Object("Spec").Text("Name") == reference)
        ?? Prefixed(reference)
        ?? throw EngineError.NotFound($"service {reference} not found");

    public JsonObject CreateService(JsonObject spec)
    {
        var name = spec.Text("Name") ?? "";
        if (name.Length == 0)
        {
            spec["Name"] = name = $"service_{_index}";
        }

        if (_services.Values.Any(service => service.Object("Spec").Text("Name") == name))
        {
            throw EngineError.Conflict("rpc error: code = AlreadyExists desc = name conflicts with an existing object: service already exists");
        }

        if (spec.Object("TaskTemplate").Object("ContainerSpec").Text("Image") is null or "")
        {
            throw EngineError.Invalid("rpc error: code = InvalidArgument desc = ContainerSpec: image reference must be provided");
        }

        if (spec["Mode"] is null)
        {
            spec["Mode"] = new JsonObject { ["Replicated"] = new JsonObject { ["Replicas"] = 1 } };
        }

        var service = new JsonObject
        {
            ["ID"] = Identifier.Swarm(),
            ["Version"] = Index(),
            ["CreatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
            ["UpdatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
            ["Spec"] = spec.DeepClone(),
            ["Endpoint"] = Endpoint(spec),
        };
        _services[service.Text("ID")!] = service;
        Schedule(service);
        model.Events.Add("service", "create", service.Text("ID")!, [new("name", name)], "swarm");
        return service;
    }

    public void UpdateService(JsonObject service, long version, JsonObject spec, bool rollback)
    {
        if (service.Object("Version").Number("Index") != version)
        {
            throw EngineError.Internal("rpc error: code = Unknown desc = update out of sequence");
        }

        if (rollback)
        {
            spec = service.Object("PreviousSpec")?.DeepClone().AsObject()
                ?? throw EngineError.Invalid("rpc error: code = FailedPrecondition desc = service does not have a previous spec");
        }

        if (spec.Text("Name") is { } name && name != service.Object("Spec").Text("Name"))
        {
            throw EngineError.Internal("rpc error: code = Unimplemented desc = renaming services is not supported");
        }

        service["PreviousSpec"] = service["Spec"]!.DeepClone();
        service["Spec"] = spec.DeepClone();
        service["Version"] = Index();
        service["UpdatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow);
        service["Endpoint"] = Endpoint(spec);
        service["UpdateStatus"] = new JsonObject { ["State"] = "completed", ["Message"] = "update completed", ["StartedAt"] = EngineJson.Time(DateTimeOffset.UtcNow), ["CompletedAt"] = EngineJson.Time(DateTimeOffset.UtcNow) };
        Schedule(service);
        model.Events.Add("service", "update", service.Text("ID")!, [new("name", spec.Text("Name") ?? "")], "swarm");
    }

    public void RemoveService(JsonObject service)
    {
        var id = service.Text("ID")!;
        _services.Remove(id);
        foreach (var task in _tasks.Values.Where(task => task.Text("ServiceID") == id).ToArray())
        {
            _tasks.Remove(task.Text("ID")!);
        }

        model.Events.Add("service", "remove", id, [new("name", service.Object("Spec").Text("Name") ?? "")], "swarm");
    }

    public JsonObject Task(string reference) =>
        _tasks.GetValueOrDefault(reference)
        ?? _tasks.Values.FirstOrDefault(task => task.Text("ID")!.StartsWith(reference, StringComparison.Ordinal))
        ?? throw EngineError.NotFound($"task {reference} not found");

    public JsonObject GetNode(string reference) =>
        NodeId.StartsWith(reference, StringComparison.Ordinal) || reference is "self" || reference == model.Engine.Options.Name
            ? Node
            : throw EngineError.NotFound($"node {reference} not found");

    public JsonObject Index() => new() { ["Index"] = ++_index };

    private JsonObject? Prefixed(string reference)
    {
        var matches = _services.Values.Where(service => service.Text("ID")!.StartsWith(reference, StringComparison.Ordinal)).ToArray();
        return matches.Length > 1
            ? throw EngineError.Invalid($"service {reference} is ambiguous ({matches.Length} matches found)")
            : matches.FirstOrDefault();
    }

    private static JsonObject Endpoint(JsonObject spec)
    {
        var ports = spec.Object("EndpointSpec")?["Ports"]?.DeepClone().AsArray() ?? [];
        var next = 30000;
        foreach (var port in ports.OfType<JsonObject>())
        {
            if (port.Number("PublishedPort") == 0)
            {
                port["PublishedPort"] = next++;
            }
        }

        return new JsonObject
        {
            ["Spec"] = spec["EndpointSpec"]?.DeepClone() ?? new JsonObject(),
            ["Ports"] = ports,
            ["VirtualIPs"] = new JsonArray(),
        };
    }

    /// <summary>Makes and ends tasks until there are as many as the service wants.</summary>
    private void Schedule(JsonObject service)
    {
        var id = service.Text("ID")!;
        var spec = service.Object("Spec")!;
        var mode = spec.Object("Mode");
        var wanted = mode.Object("Global") is not null ? 1 : mode.Object("Replicated") is { } replicated ? replicated.Number("Replicas", 1) : 1;
        var running = _tasks.Values.Where(task => task.Text("ServiceID") == id && task.Text("DesiredState") == "running").OrderBy(task => task.Number("Slot")).ToList();
        foreach (var surplus in running.Skip((int)wanted))
        {
            surplus["DesiredState"] = "shutdown";
            surplus["Status"] = Status("shutdown");
        }

        for (long slot = running.Count + 1; slot <= wanted; slot++)
        {
            var task = new JsonObject
            {
                ["ID"] = Identifier.Swarm(),
                ["Version"] = Index(),
                ["CreatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
                ["UpdatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
                ["Labels"] = new JsonObject(),
                ["Spec"] = spec["TaskTemplate"]?.DeepClone(),
                ["ServiceID"] = id,
                ["Slot"] = slot,
                ["NodeID"] = NodeId,
                ["Status"] = Status("running"),
                ["DesiredState"] = "running",
            };
            _tasks[task.Text("ID")!] = task;
        }
    }

    private static JsonObject Status(string state) => new()
    {
        ["Timestamp"] = EngineJson.Time(DateTimeOffset.UtcNow),
        ["State"] = state,
        ["Message"] = state == "running" ? "started" : state,
        ["ContainerStatus"] = new JsonObject { ["ContainerID"] = Identifier.New(), ["PID"] = 4100, ["ExitCode"] = 0 },
        ["PortStatus"] = new JsonObject(),
    };

    private void RequireInactive()
    {
        if (State != "inactive")
        {
            throw EngineError.NotAvailable("This node is already part of a swarm. Use \"docker swarm leave\" to leave this swarm and join another one.");
        }
    }

    private void Enter(bool manager, string? address)
    {
        State = "active";
        IsManager = manager;
        NodeId = Identifier.Swarm();
        Address = (address is { Length: > 0 } ? address : "192.168.65.3").Split(':')[0];
        Node = new JsonObject
        {
            ["ID"] = NodeId,
            ["Version"] = Index(),
            ["CreatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
            ["UpdatedAt"] = EngineJson.Time(DateTimeOffset.UtcNow),
            ["Spec"] = new JsonObject { ["Labels"] = new JsonObject(), ["Role"] = manager ? "manager" : "worker", ["Availability"] = "active" },
            ["Description"] = new JsonObject
            {
                ["Hostname"] = model.Engine.Options.Name,
                ["Platform"] = new JsonObject { ["Architecture"] = "x86_64", ["OS"] = model.Engine.Options.Os },
                ["Resources"] = new JsonObject { ["NanoCPUs"] = 4_000_000_000, ["MemoryBytes"] = 8_589_934_592 },
                ["Engine"] = new JsonObject { ["EngineVersion"] = model.Engine.EngineVersion },
            },
            ["Status"] = new JsonObject { ["State"] = "ready", ["Addr"] = Address },
        };
        if (manager)
        {
            Node["ManagerStatus"] = new JsonObject { ["Leader"] = true, ["Reachability"] = "reachable", ["Addr"] = Address + ":2377" };
        }
    }
}
