using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>An engine's part in a swarm. Source: the Swarm section of the engine API.</summary>
public sealed class Swarms
{
    private readonly EngineConnection _engine;

    internal Swarms(EngineConnection engine) => _engine = engine;

    /// <summary>What the engine's part is, and, of a manager, the swarm.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<Swarm> GetAsync(CancellationToken cancellationToken)
    {
        var swarm = await GetLocalAsync(cancellationToken).ConfigureAwait(false);
        if (swarm.Role is not NodeRole.Manager || swarm.State is not "active")
        {
            return swarm;
        }

        var found = await SwarmFailure.ExplainAsync(_engine, _engine.Name, () => _engine.GetJsonAsync("swarm", ResourceKind.Engine, _engine.Name, cancellationToken), cancellationToken).ConfigureAwait(false);
        return swarm with
        {
            Id = found.Text("ID"),
            AddressPools = found.Texts("DefaultAddrPool"),
            SubnetSize = (int?)found.Number("SubnetSize"),
            DataPathPort = (int?)found.Number("DataPathPort"),
            TaskHistoryLimit = (int?)found.Number("Spec", "Orchestration", "TaskHistoryRetentionLimit"),
            AutoLock = found.Flag("Spec", "EncryptionConfig", "AutoLockManagers"),
            Created = found.Time("CreatedAt"),
            Updated = found.Time("UpdatedAt"),
        };
    }

    /// <summary>What the engine itself knows of its part.</summary>
    /// <param name="cancellationToken">Stops the call.</param>
    internal async Task<Swarm> GetLocalAsync(CancellationToken cancellationToken)
    {
        var info = (await _engine.GetJsonAsync("info", ResourceKind.Engine, _engine.Name, cancellationToken).ConfigureAwait(false)).At("Swarm");
        var state = info.Text("LocalNodeState");
        return new()
        {
            Engine = _engine.Name,
            State = state.Length == 0 ? "inactive" : state,
            Error = info.Text("Error"),
            Role = state is "" or "inactive" ? null : info.Flag("ControlAvailable") ? NodeRole.Manager : NodeRole.Worker,
            NodeId = info.Text("NodeID"),
            NodeAddress = info.Text("NodeAddr"),
            ManagerAddresses = [.. info.Items("RemoteManagers").Select(manager => manager.Text("Addr"))],
            Id = info.Text("Cluster", "ID"),
            Nodes = (int?)info.Number("Nodes"),
            Managers = (int?)info.Number("Managers"),
        };
    }

    /// <summary>The rights to join the swarm, one as a worker and one as a manager.</summary>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NotSwarmManager</c>.</exception>
    public async Task<IReadOnlyList<SwarmJoinToken>> GetJoinTokensAsync(CancellationToken cancellationToken)
    {
        var found = await SwarmFailure.ExplainAsync(_engine, _engine.Name, () => _engine.GetJsonAsync("swarm", ResourceKind.Engine, _engine.Name, cancellationToken), cancellationToken).ConfigureAwait(false);
        var local = await GetLocalAsync(cancellationToken).ConfigureAwait(false);
        return [.. new[] { NodeRole.Worker, NodeRole.Manager }.Select(role => new SwarmJoinToken
        {
            Role = role,
            JoinToken = new(found.Text("JoinTokens", role.ToString())),
            RemoteAddress = local.ManagerAddresses,
            SwarmId = found.Text("ID"),
            Manager = _engine.Name,
        })];
    }

    /// <summary>Makes the engine the first manager of a new swarm.</summary>
    /// <param name="config">The swarm.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>SwarmAlreadyJoined</c>, <c>AdvertiseAddressNeeded</c>.</exception>
    public async Task<Swarm> InitializeAsync(SwarmConfig config, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["ListenAddr"] = config.ListenAddress,
            ["AdvertiseAddr"] = config.AdvertiseAddress ?? "",
            ["DataPathAddr"] = config.DataPathAddress ?? "",
            ["DataPathPort"] = config.DataPathPort ?? 0,
            ["DefaultAddrPool"] = new JsonArray([.. config.AddressPools.Select(pool => (JsonNode?)pool)]),
            ["SubnetSize"] = config.SubnetSize ?? 0,
            ["ForceNewCluster"] = config.ForceNewCluster,
            ["Availability"] = config.Availability.ToString().ToLowerInvariant(),
            ["Spec"] = new JsonObject(),
        };
        await SwarmFailure.ExplainAsync(_engine, _engine.Name, () => _engine.SendJsonAsync(HttpMethod.Post, "swarm/init", body, ResourceKind.Engine, _engine.Name, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await GetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Makes the engine a node of a swarm.</summary>
    /// <param name="config">Which swarm, and how.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>SwarmAlreadyJoined</c>, <c>JoinTokenRefused</c>, <c>SwarmJoinPending</c>.</exception>
    public async Task<Swarm> JoinAsync(SwarmJoinConfig config, CancellationToken cancellationToken)
    {
        var body = new JsonObject
        {
            ["ListenAddr"] = config.ListenAddress,
            ["AdvertiseAddr"] = config.AdvertiseAddress ?? "",
            ["DataPathAddr"] = config.DataPathAddress ?? "",
            ["RemoteAddrs"] = new JsonArray([.. config.RemoteAddresses.Select(address => (JsonNode?)address)]),
            ["JoinToken"] = config.Token.Reveal(),
            ["Availability"] = config.Availability.ToString().ToLowerInvariant(),
        };
        await SwarmFailure.ExplainAsync(_engine, _engine.Name, () => _engine.SendJsonAsync(HttpMethod.Post, "swarm/join", body, ResourceKind.Engine, _engine.Name, cancellationToken), cancellationToken).ConfigureAwait(false);
        return await GetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes the engine out of its swarm.</summary>
    /// <param name="force">Whether to leave as a manager too, also where the swarm is lost with it.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NotInSwarm</c>, <c>SwarmManagerLeaving</c>.</exception>
    public Task LeaveAsync(bool force, CancellationToken cancellationToken) =>
        SwarmFailure.ExplainAsync(_engine, _engine.Name, () => _engine.SendJsonAsync(HttpMethod.Post, $"swarm/leave?force={(force ? "true" : "false")}", null, ResourceKind.Engine, _engine.Name, cancellationToken), cancellationToken);
}
