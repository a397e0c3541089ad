using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The nodes of a swarm, asked of a manager. Source: the Node section of the engine API.</summary>
public sealed class SwarmNodes
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly EngineConnection _engine;

    internal SwarmNodes(EngineConnection engine) => _engine = engine;

    /// <summary>All nodes, managers first, in the order of their names.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NotSwarmManager</c>, <c>SwarmHasNoLeader</c>.</exception>
    public async Task<IReadOnlyList<SwarmNode>> ListAsync(CancellationToken cancellationToken)
    {
        var nodes = (await CallAsync(HttpMethod.Get, "nodes", null, null, cancellationToken).ConfigureAwait(false)).AsArray();
        var self = await SelfAsync(cancellationToken).ConfigureAwait(false);
        return [.. nodes.OfType<JsonNode>()
            .Select(node => Model(node, self))
            .OrderByDescending(node => node.Role)
            .ThenBy(node => node.Name, StringComparer.Ordinal)
            .ThenBy(node => node.Address, StringComparer.Ordinal)];
    }

    /// <summary>One node.</summary>
    /// <param name="node">Its id, a prefix of it, its host's name, or <c>self</c>.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NodeNotFound</c>, <c>NodeAmbiguous</c>.</exception>
    public async Task<SwarmNode> GetAsync(string node, CancellationToken cancellationToken)
    {
        var found = await InspectAsync(node, cancellationToken).ConfigureAwait(false);
        return Model(found, await SelfAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Changes a node; what somebody else changes meanwhile is kept.</summary>
    /// <param name="node">The node.</param>
    /// <param name="change">What to change.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>LastSwarmManager</c>.</exception>
    public async Task<SwarmNode> ChangeAsync(SwarmNode node, NodeChange change, CancellationToken cancellationToken)
    {
        await SwarmUpdate.RetryAsync(
            async () =>
            {
                var found = await InspectAsync(node.Id, cancellationToken).ConfigureAwait(false);
                var spec = found.At("Spec")?.DeepClone().AsObject() ?? [];
                if (change.Availability is { } availability)
                {
                    spec["Availability"] = availability.ToString().ToLowerInvariant();
                }

                if (change.Role is { } role)
                {
                    spec["Role"] = role.ToString().ToLowerInvariant();
                }

                spec.Under("Labels").Merge(change.Labels);
                return await CallAsync(HttpMethod.Post, $"nodes/{node.Id}/update?version={found.Number("Version", "Index")}", spec, node.Name, cancellationToken).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        return await GetAsync(node.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Removes a node from the swarm's list.</summary>
    /// <param name="node">The node.</param>
    /// <param name="force">Whether to remove one that did not leave.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="DockerNetException"><c>NodeNotDown</c>, <c>NodeIsManager</c>.</exception>
    public Task RemoveAsync(SwarmNode node, bool force, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Delete, $"nodes/{node.Id}?force={(force ? "true" : "false")}", null, node.Name, cancellationToken);

    /// <summary>Waits until no task of a service is left on a node.</summary>
    /// <param name="node">A drained node.</param>
    /// <param name="timeout">How long at most; null for without end.</param>
    /// <param name="progress">Hears how many are left.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DockerNetException"><c>NodeDown</c>: what runs on it is not known; <c>NodeNotDrained</c>: the time is over.</exception>
    public async Task WaitDrainedAsync(SwarmNode node, TimeSpan? timeout, Action<IReadOnlyList<ServiceTask>> progress, CancellationToken cancellationToken)
    {
        var deadline = SwarmUpdate.Deadline(timeout);
        var services = new Services(_engine);
        while (true)
        {
            var now = await GetAsync(node.Id, cancellationToken).ConfigureAwait(false);
            if (now.State is not NodeState.Ready)
            {
                throw new DockerNetException("NodeDown", System.Management.Automation.ErrorCategory.ResourceUnavailable, $"The node {now} does not answer ({Words(now)}): its tasks are given to others, but what still runs on it is not known.", node.Name, "See Get-DockerServiceTask -Node, and try again when the node is back.");
            }

            var left = (await services.ListTasksAsync(new EngineFilter().With("node", node.Id), cancellationToken).ConfigureAwait(false))
                .Where(task => !task.Ended && task.State >= ServiceTaskState.Assigned && task.State is not ServiceTaskState.Remove)
                .ToList();
            progress(left);
            if (left.Count == 0)
            {
                return;
            }

            if (now.Availability is not NodeAvailability.Drain || DateTime.UtcNow > deadline)
            {
                var why = now.Availability is not NodeAvailability.Drain ? $"it is {now.Availability.ToString().ToLowerInvariant()} again" : $"{timeout?.TotalSeconds:0.#} s are over";
                throw new DockerNetException("NodeNotDrained", System.Management.Automation.ErrorCategory.OperationTimeout, $"The node {now} still has {left.Count} tasks ({string.Join(", ", left.Select(task => task.Name))}), and {why}.", node.Name, "See Get-DockerServiceTask -Node.");
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }
    }

    internal static string Words(SwarmNode node) => node.Message.Length > 0 ? $"{node.State.ToString().ToLowerInvariant()}: {node.Message}" : node.State.ToString().ToLowerInvariant();

    private Task<JsonNode> InspectAsync(string node, CancellationToken cancellationToken) =>
        CallAsync(HttpMethod.Get, $"nodes/{Uri.EscapeDataString(node)}", null, node, cancellationToken);

    private Task<JsonNode> CallAsync(HttpMethod method, string path, JsonNode? body, string? target, CancellationToken cancellationToken) =>
        SwarmFailure.ExplainAsync(_engine, target, () => _engine.SendJsonAsync(method, path, body, ResourceKind.Node, target, cancellationToken), cancellationToken);

    private async Task<string> SelfAsync(CancellationToken cancellationToken) =>
        (await new Swarms(_engine).GetLocalAsync(cancellationToken).ConfigureAwait(false)).NodeId;

    private SwarmNode Model(JsonNode node, string self) => new()
    {
        Id = node.Text("ID"),
        Name = node.Text("Description", "Hostname"),
        Role = node.Word(NodeRole.Worker, "Spec", "Role"),
        Availability = node.Word(NodeAvailability.Active, "Spec", "Availability"),
        State = node.Word(NodeState.Unknown, "Status", "State"),
        Message = node.Text("Status", "Message"),
        Address = node.Text("Status", "Addr"),
        Leader = node.Flag("ManagerStatus", "Leader"),
        Reachability = node.Word(ManagerReachability.Unknown, "ManagerStatus", "Reachability"),
        ManagerAddress = node.Text("ManagerStatus", "Addr") is { Length: > 0 } address ? address : null,
        Self = node.Text("ID") == self,
        EngineVersion = node.Text("Description", "Engine", "EngineVersion"),
        OSType = node.Text("Description", "Platform", "OS"),
        Architecture = node.Text("Description", "Platform", "Architecture"),
        Cpus = (node.Number("Description", "Resources", "NanoCPUs") ?? 0) / 1e9,
        Memory = node.Number("Description", "Resources", "MemoryBytes") ?? 0,
        Labels = node.Map("Spec", "Labels"),
        EngineLabels = node.Map("Description", "Engine", "Labels"),
        Created = node.Time("CreatedAt"),
        Updated = node.Time("UpdatedAt"),
        Engine = _engine.Name,
    };
}
