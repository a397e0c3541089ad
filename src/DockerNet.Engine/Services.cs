using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The services of a swarm and their tasks, asked of a manager. Source: the Service and Task sections of the engine API.</summary>
public sealed class Services
{
    private readonly EngineConnection _engine;

    internal Services(EngineConnection engine) => _engine = engine;

    /// <summary>All services in the order of their names, with how many of their tasks run.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NotSwarmManager</c>, <c>SwarmHasNoLeader</c>.</exception>
    public async Task<IReadOnlyList<Service>> ListAsync(CancellationToken cancellationToken)
    {
        var services = await CallAsync(HttpMethod.Get, "services?status=true", null, null, cancellationToken).ConfigureAwait(false);
        var networks = await NetworkNamesAsync(cancellationToken).ConfigureAwait(false);
        var running = await RunningAsync(new(), cancellationToken).ConfigureAwait(false);
        return [.. services.AsArray().OfType<JsonNode>()
            .Select(service => service.ToService(networks, _engine.Name))
            .Select(service => service with { Running = running.GetValueOrDefault(service.Id) })
            .OrderBy(service => service.Name, StringComparer.Ordinal)];
    }

    /// <summary>One service, with how many of its tasks run.</summary>
    /// <param name="service">Its name, its id, or a prefix of the id.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ServiceNotFound</c>, <c>ServiceAmbiguous</c>.</exception>
    public async Task<Service> GetAsync(string service, CancellationToken cancellationToken)
    {
        var found = await InspectAsync(service, cancellationToken).ConfigureAwait(false);
        // Only the list tells how many are to run.
        var rows = await CallAsync(HttpMethod.Get, $"services?status=true&filters={new EngineFilter().With("id", found.Text("ID")).Query}", null, service, cancellationToken).ConfigureAwait(false);
        found["ServiceStatus"] = rows.AsArray().FirstOrDefault(row => row.Text("ID") == found.Text("ID")).At("ServiceStatus")?.DeepClone();
        var running = await RunningAsync(new EngineFilter().With("service", found.Text("ID")), cancellationToken).ConfigureAwait(false);
        return found.ToService(await NetworkNamesAsync(cancellationToken).ConfigureAwait(false), _engine.Name) with { Running = running.GetValueOrDefault(found.Text("ID")) };
    }

    /// <summary>Creates a service.</summary>
    /// <param name="settings">The service.</param>
    /// <param name="lookup">How its image is found.</param>
    /// <param name="warn">Hears what the engine warns of.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ServiceExists</c>, <c>NetworkNotFound</c>, <c>NetworkNotForServices</c>, <c>PortInUse</c>, or the engine's refusal.</exception>
    public async Task<Service> CreateAsync(ServiceSettings settings, ServiceImageLookup lookup, Action<string> warn, CancellationToken cancellationToken)
    {
        settings.Validate();
        var spec = new JsonObject();
        var auth = await RegistryAuthAsync(settings.Image, lookup, warn, cancellationToken).ConfigureAwait(false);
        var (image, platforms) = await ResolveAsync(settings.Image, lookup, auth, warn, cancellationToken).ConfigureAwait(false);
        ServiceBody.Apply(settings with { Image = image }, spec, platforms);
        var answer = await CallAsync(HttpMethod.Post, "services/create", spec, settings.Name ?? settings.Image, cancellationToken, auth).ConfigureAwait(false);
        Warn(answer, warn);
        return await GetAsync(answer.Text("ID"), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Changes a service; what is not named, and what somebody else changes meanwhile, is kept.</summary>
    /// <param name="service">The service.</param>
    /// <param name="settings">What to change.</param>
    /// <param name="lookup">How a new image is found.</param>
    /// <param name="warn">Hears what the engine warns of.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>UpdateOutOfSequence</c>: somebody else kept changing it; <c>ConflictingParameters</c>, <c>NetworkNotFound</c>, ….</exception>
    public async Task<Service> ChangeAsync(Service service, ServiceSettings settings, ServiceImageLookup lookup, Action<string> warn, CancellationToken cancellationToken)
    {
        settings.Validate();
        var auth = await RegistryAuthAsync(settings.Image ?? service.Image, lookup, warn, cancellationToken).ConfigureAwait(false);
        var (image, platforms) = await ResolveAsync(settings.Image, lookup, auth, warn, cancellationToken).ConfigureAwait(false);
        var answer = await SwarmUpdate.RetryAsync(
            async () =>
            {
                var found = await InspectAsync(service, cancellationToken).ConfigureAwait(false);
                var spec = found.At("Spec")?.DeepClone().AsObject() ?? [];
                ServiceBody.Apply(settings with { Image = image }, spec, platforms);
                return await UpdateAsync(found, spec, "", service.Name, cancellationToken, auth).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        Warn(answer, warn);
        return await GetAsync(service.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sets a service back to what it was before its last change. Not tried again where somebody else was quicker: what would be undone is then another change.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NoPreviousSpecification</c>, <c>UpdateOutOfSequence</c>.</exception>
    public async Task<Service> RollbackAsync(Service service, CancellationToken cancellationToken)
    {
        var found = await InspectAsync(service, cancellationToken).ConfigureAwait(false);
        await UpdateAsync(found, found.At("Spec")?.DeepClone().AsObject() ?? [], "&rollback=previous", service.Name, cancellationToken).ConfigureAwait(false);
        return await GetAsync(service.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a service; its tasks end afterwards.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public Task RemoveAsync(Service service, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Delete, $"services/{service.Id}", null, service.Name, cancellationToken);

    /// <summary>The tasks of a service, ended ones too: the newest of each slot first.</summary>
    /// <param name="service">The service.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public Task<IReadOnlyList<ServiceTask>> GetTasksAsync(Service service, CancellationToken cancellationToken) =>
        ListTasksAsync(new EngineFilter().With("service", service.Id), cancellationToken);

    /// <summary>All tasks, or those on a node, ended ones too.</summary>
    /// <param name="node">The node; null for all.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public Task<IReadOnlyList<ServiceTask>> ListTasksAsync(SwarmNode? node, CancellationToken cancellationToken) =>
        ListTasksAsync(node is null ? new() : new EngineFilter().With("node", node.Id), cancellationToken);

    /// <summary>Waits until a service is what it is to be: as many tasks as it should have, made as it now says, on nodes that
    /// answer, no others, and all that for as long as its update policy watches new tasks (5 s).</summary>
    /// <param name="service">The service.</param>
    /// <param name="rollbackIsFailure">Whether a rollback is the end of an update that failed, rather than what was asked for or long past.</param>
    /// <param name="timeout">How long at most; null for without end.</param>
    /// <param name="progress">Hears how far it is, twice a second.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DockerNetException"><c>ServiceUpdateRolledBack</c>, <c>ServiceUpdatePaused</c>, <c>ServiceTasksEnded</c>, <c>ServiceNotConverged</c> (the time is over).</exception>
    public async Task<Service> WaitAsync(Service service, bool rollbackIsFailure, TimeSpan? timeout, Action<ServiceProgress> progress, CancellationToken cancellationToken)
    {
        if (service.Mode is ServiceMode.ReplicatedJob or ServiceMode.GlobalJob)
        {
            throw InputError.Invalid("ConflictingParameters", $"'{service.Name}' is a job: its tasks are to end, not to run.", service.Name, "See Get-DockerServiceTask.");
        }

        await new ServiceWait(this, service, timeout, progress).RunAsync(rollbackIsFailure, cancellationToken).ConfigureAwait(false);
        return await GetAsync(service.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How far a service is now, and its tasks.</summary>
    internal async Task<(ServiceProgress Progress, IReadOnlyList<ServiceTask> Tasks)?> LookAsync(Service service, CancellationToken cancellationToken)
    {
        // In this order: a task made after the service was read is newer than it and can only delay the end.
        var found = await InspectAsync(service, cancellationToken).ConfigureAwait(false);
        var tasks = await CallAsync(HttpMethod.Get, $"tasks?filters={new EngineFilter().With("service", service.Id).Query}", null, service.Name, cancellationToken).ConfigureAwait(false);
        var nodes = await NodesAsync(cancellationToken).ConfigureAwait(false);
        var models = tasks.AsArray().OfType<JsonNode>().Select(task => task.ToTask(found, nodes, _engine.Name)).ToList();
        return (ServiceConvergence.Judge(found.ToService(new Dictionary<string, string>(), _engine.Name), models), models);
    }

    internal async Task<IReadOnlyList<ServiceTask>> ListTasksAsync(EngineFilter filter, CancellationToken cancellationToken)
    {
        var tasks = await CallAsync(HttpMethod.Get, $"tasks?filters={filter.Query}", null, null, cancellationToken).ConfigureAwait(false);
        var services = (await CallAsync(HttpMethod.Get, "services", null, null, cancellationToken).ConfigureAwait(false))
            .AsArray().OfType<JsonNode>().ToDictionary(service => service.Text("ID"), StringComparer.Ordinal);
        var nodes = await NodesAsync(cancellationToken).ConfigureAwait(false);
        return [.. tasks.AsArray().OfType<JsonNode>()
            // Containers that were connected to an overlay network by hand are tasks too, of no service.
            .Where(task => task.Text("ServiceID").Length > 0)
            .Select(task => task.ToTask(services.GetValueOrDefault(task.Text("ServiceID")), nodes, _engine.Name))
            .OrderBy(task => task.Service, StringComparer.Ordinal)
            .ThenBy(task => task.Slot)
            .ThenBy(task => task.Slot is null ? task.NodeId : "", StringComparer.Ordinal)
            .ThenByDescending(task => task.Created)];
    }

    /// <summary>How many tasks run, by service. Counted here: the engine's own count takes in what it last heard of nodes that do not answer.</summary>
    private async Task<Dictionary<string, long>> RunningAsync(EngineFilter filter, CancellationToken cancellationToken)
    {
        var tasks = await CallAsync(HttpMethod.Get, $"tasks?filters={filter.With("desired-state", "running").Query}", null, null, cancellationToken).ConfigureAwait(false);
        var nodes = await NodesAsync(cancellationToken).ConfigureAwait(false);
        return tasks.AsArray().OfType<JsonNode>()
            .Where(task => task.Text("Status", "State") is "running" && nodes.GetValueOrDefault(task.Text("NodeID"))?.State is NodeState.Ready)
            .GroupBy(task => task.Text("ServiceID"), StringComparer.Ordinal)
            .ToDictionary(service => service.Key, service => service.LongCount(), StringComparer.Ordinal);
    }

    private async Task<IReadOnlyDictionary<string, SwarmNode>> NodesAsync(CancellationToken cancellationToken) =>
        (await new SwarmNodes(_engine).ListAsync(cancellationToken).ConfigureAwait(false)).ToDictionary(node => node.Id, StringComparer.Ordinal);

    private async Task<IReadOnlyDictionary<string, string>> NetworkNamesAsync(CancellationToken cancellationToken) =>
        (await new Networks(_engine).ListAsync([], [], cancellationToken).ConfigureAwait(false)).ToDictionary(network => network.Id, network => network.Name, StringComparer.Ordinal);

    private Task<JsonNode> InspectAsync(string service, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"services/{Uri.EscapeDataString(service)}", null, service, cancellationToken);

    private Task<JsonNode> InspectAsync(Service service, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"services/{service.Id}", null, service.Name, cancellationToken);

    private Task<JsonNode> UpdateAsync(JsonNode found, JsonObject spec, string more, string target, CancellationToken cancellationToken, string? registryAuth = null) =>
        // registryAuthFrom: without a new one, nodes go on with the credential that the service has.
        CallAsync(HttpMethod.Post, $"services/{found.Text("ID")}/update?version={found.Number("Version", "Index")}&registryAuthFrom=spec{more}", spec, target, cancellationToken, registryAuth);

    private Task<JsonNode> CallAsync(HttpMethod method, string path, JsonNode? body, string? target, CancellationToken cancellationToken, string? registryAuth = null) =>
        SwarmFailure.ExplainAsync(_engine, target, () => _engine.SendJsonAsync(method, path, body?.DeepClone(), ResourceKind.Service, target, cancellationToken, registryAuth: registryAuth), cancellationToken);

    private static void Warn(JsonNode answer, Action<string> warn)
    {
        foreach (var warning in answer.Texts("Warnings").Append(answer.Text("Warning")).Where(warning => warning.Length > 0))
        {
            warn(warning);
        }
    }

    /// <summary>The credential of the image's registry, as the engine takes it; null where none is to be sent or none is known.</summary>
    private static async Task<string?> RegistryAuthAsync(string? image, ServiceImageLookup lookup, Action<string> warn, CancellationToken cancellationToken)
    {
        if (!lookup.SendCredential || image is null)
        {
            return null;
        }

        var registry = ImageReference.Parse(image).Registry;
        var login = await RegistryCredentials.FindAsync(registry, cancellationToken).ConfigureAwait(false);
        if (login.Credential is null)
        {
            warn($"No credential of the registry '{registry}' goes to the swarm: {login.Trouble ?? $"Docker's configuration has none. See docker login {registry}."}");
        }

        return login.Credential?.Header(registry);
    }

    /// <summary>An image by its digest, so that all nodes, now and later, run the same, and the platforms that it is for, so that only
    /// nodes that can run it get tasks; the platforms are null where no registry tells them.</summary>
    private async Task<(string? Image, JsonArray? Platforms)> ResolveAsync(string? image, ServiceImageLookup lookup, string? registryAuth, Action<string> warn, CancellationToken cancellationToken)
    {
        if (image is null || ImageReference.Parse(image) is not { Digest: null } name)
        {
            return (image, null);
        }

        image = $"{name with { Tag = name.Tag ?? "latest" }}";
        if (!lookup.ResolveDigest)
        {
            return (image, null);
        }

        try
        {
            var found = await _engine.SendJsonAsync(HttpMethod.Get, $"distribution/{Uri.EscapeDataString(image)}/json", null, ResourceKind.Image, image, cancellationToken, registryAuth: registryAuth).ConfigureAwait(false);
            return found.Text("Descriptor", "digest") is { Length: > 0 } digest ? ($"{image}@{digest}", Platforms(found)) : (image, null);
        }
        catch (DockerNetException e) when (e.ErrorId is not "EngineUnavailable" and not "StreamBroken")
        {
            warn($"No registry tells the digest of the image '{image}': each node takes what it finds under that name, maybe not all the same ({e.Message})");
            return (image, null);
        }
    }

    private static JsonArray? Platforms(JsonNode distribution)
    {
        var platforms = distribution.Items("Platforms").Select(platform => (JsonNode?)new JsonObject
        {
            // Nodes say armv7l and the like where images say arm: as the docker CLI does, any processor is let through then.
            ["Architecture"] = platform.Text("architecture") is var architecture && architecture.Equals("arm", StringComparison.OrdinalIgnoreCase) ? "" : architecture,
            ["OS"] = platform.Text("os"),
        }).ToArray();
        return platforms.Length > 0 ? new(platforms) : null;
    }
}
