using System.Text.Json.Nodes;
using Docker.DotNet.Models;

namespace DockerNet.Engine;

/// <summary>Networks of an engine. Source: the Network section of the engine API.</summary>
public sealed class Networks
{
    private readonly EngineConnection _engine;

    internal Networks(EngineConnection engine) => _engine = engine;

    /// <summary>The networks that fit all conditions, in the order of their names.</summary>
    /// <param name="drivers">Drivers of which one must fit; none for all.</param>
    /// <param name="labels">Labels, <c>key</c> or <c>key=value</c>, that must all fit.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<Network>> ListAsync(IReadOnlyCollection<string> drivers, IReadOnlyCollection<string> labels, CancellationToken cancellationToken)
    {
        var filter = new EngineFilter().With("driver", drivers).With("label", labels);
        var rows = await _engine.CallAsync(
            (client, token) => client.Networks.ListNetworksAsync(new() { Filters = filter.Parameter }, token),
            ResourceKind.Network,
            null,
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToModel(_engine.Name) with { Containers = null }).OrderBy(network => network.Name, StringComparer.Ordinal)];
    }

    /// <summary>One network.</summary>
    /// <param name="network">Its name, its id, or a prefix of the id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="DockerNetException"><c>NetworkNotFound</c>, <c>NetworkAmbiguous</c>.</exception>
    public async Task<Network> GetAsync(string network, CancellationToken cancellationToken)
    {
        var found = await _engine.CallAsync(
            (client, token) => client.Networks.InspectNetworkAsync(Uri.EscapeDataString(network), token),
            ResourceKind.Network,
            network,
            cancellationToken).ConfigureAwait(false);
        return found.ToModel(_engine.Name);
    }

    /// <summary>The network to connect a container to; null where the engine is a worker of a swarm and does not know it: an overlay
    /// network is fetched from the managers when the first container is connected.</summary>
    /// <param name="network">Its name, its id, or a prefix of the id.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NetworkNotFound</c>, <c>NetworkAmbiguous</c>.</exception>
    internal async Task<Network?> FindForAttachmentAsync(string network, CancellationToken cancellationToken)
    {
        try
        {
            return await GetAsync(network, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "NetworkNotFound")
        {
            if ((await new Swarms(_engine).GetLocalAsync(cancellationToken).ConfigureAwait(false)).Role is NodeRole.Worker)
            {
                return null;
            }

            throw;
        }
    }

    /// <summary>The containers on a network: the running ones with their addresses, and the others that will be on it once they start.</summary>
    /// <param name="network">The network.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<NetworkEndpoint>> GetEndpointsAsync(Network network, CancellationToken cancellationToken)
    {
        var running = (await GetAsync(network.Id, cancellationToken).ConfigureAwait(false)).Containers ?? [];
        var known = running.Select(endpoint => endpoint.ContainerId).ToHashSet(StringComparer.Ordinal);
        var all = await ContainersOnNetworksAsync(cancellationToken).ConfigureAwait(false);
        var waiting = all
            .Where(container => !known.Contains(container.Id) && IsOn(container, network))
            .Select(container => new NetworkEndpoint { Container = container.Name, ContainerId = container.Id });
        return [.. running.Concat(waiting).OrderBy(endpoint => endpoint.Container, StringComparer.Ordinal)];
    }

    /// <summary>Those of some networks that nothing uses: no container, running or not, and no service. The engine's own never count as unused.</summary>
    /// <param name="networks">The networks to choose from.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <remarks>Stricter than <c>docker network prune</c>, which also takes networks away from containers that are only stopped.</remarks>
    public async Task<IReadOnlyList<Network>> WhereUnusedAsync(IReadOnlyList<Network> networks, CancellationToken cancellationToken)
    {
        var containers = await ContainersOnNetworksAsync(cancellationToken).ConfigureAwait(false);
        var candidates = networks.Where(network => !network.Predefined && !network.Ingress && !containers.Any(container => IsOn(container, network))).ToList();
        var sources = networks.Select(network => network.ConfigFrom).OfType<string>().ToHashSet(StringComparer.Ordinal);
        candidates.RemoveAll(network => sources.Contains(network.Name));
        if (candidates.Exists(network => network.Scope is "swarm"))
        {
            var ofServices = await NetworksOfServicesAsync(cancellationToken).ConfigureAwait(false);
            candidates.RemoveAll(network => network.Scope is "swarm" && (ofServices.Contains(network.Id) || ofServices.Contains(network.Name)));
        }

        return candidates;
    }

    /// <summary>Creates a network.</summary>
    /// <param name="config">The network.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="DockerNetException"><c>NetworkExists</c>, <c>AddressPoolOverlaps</c>, <c>AddressPoolExhausted</c>, or the engine's refusal.</exception>
    public async Task<Network> CreateAsync(NetworkConfig config, CancellationToken cancellationToken)
    {
        config.Validate();
        await CheckParentAsync(config, cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await _engine.SendJsonAsync(HttpMethod.Post, "networks/create", Body(config), ResourceKind.Network, config.Name, cancellationToken).ConfigureAwait(false);
            var id = (string?)answer["Id"] ?? throw EngineError.Fault("The engine created a network but told no id.", config.Name);
            await RefuseSecondOfNameAsync(config.Name, id, cancellationToken).ConfigureAwait(false);
            return await GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e)
        {
            throw await NetworkFailure.ExplainAsync(e, config, this, _engine, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="force">Whether to disconnect the containers on it first; if the removal then fails, they are connected again.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>NetworkInUse</c> with the names of those on it.</exception>
    public async Task RemoveAsync(Network network, bool force, CancellationToken cancellationToken)
    {
        if (network.Predefined)
        {
            throw new DockerNetException("NetworkPredefined", System.Management.Automation.ErrorCategory.PermissionDenied, $"'{network.Name}' is a network of the engine itself and cannot be removed.", network.Name);
        }

        var disconnected = new List<ContainerNetwork>();
        try
        {
            if (force)
            {
                await DisconnectAllAsync(network, disconnected, cancellationToken).ConfigureAwait(false);
            }

            await _engine.CallAsync((client, token) => client.Networks.DeleteNetworkAsync(network.Id, token), ResourceKind.Network, network.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            await ReconnectAsync(network, disconnected).ConfigureAwait(false);
            if (e is DockerNetException { ErrorId: "ResourceConflict" } conflict)
            {
                throw await InUseAsync(network, conflict, cancellationToken).ConfigureAwait(false);
            }

            throw;
        }
    }

    /// <summary>Connects a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="attachment">The network, and how.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <returns>The endpoint, with its address where the container runs.</returns>
    /// <exception cref="DockerNetException"><c>ContainerAlreadyConnected</c>, <c>AddressOutsideSubnet</c>, <c>NetworkNotFound</c>, ….</exception>
    public async Task<ContainerNetwork> ConnectAsync(Container container, NetworkAttachment attachment, CancellationToken cancellationToken)
    {
        attachment.Validate();
        if (await FindForAttachmentAsync(attachment.Network, cancellationToken).ConfigureAwait(false) is not { } network)
        {
            // The engine fetches it from the managers when a container is connected, and has it from then on.
            network = new() { Name = attachment.Network, Id = attachment.Network, Engine = _engine.Name };
        }
        else
        {
            EndpointSettingsBody.Check(attachment, network, _engine);
        }

        if (IsOn(container, network))
        {
            throw new DockerNetException("ContainerAlreadyConnected", System.Management.Automation.ErrorCategory.ResourceExists, $"The container '{container.Name}' is on the network '{network.Name}' already.", container.Name, "Disconnect it first to connect it in another way: Disconnect-Container.");
        }

        var body = new JsonObject { ["Container"] = container.Id, ["EndpointConfig"] = EndpointSettingsBody.Of(attachment) };
        try
        {
            await _engine.SendJsonAsync(HttpMethod.Post, $"networks/{Uri.EscapeDataString(network.Id)}/connect", body, ResourceKind.Network, container.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e)
        {
            throw NetworkFailure.ExplainConnect(e, attachment, network);
        }

        var connected = await InspectAsync(container.Id, cancellationToken).ConfigureAwait(false);
        return connected.First(endpoint => endpoint.NetworkId == network.Id || endpoint.Network == network.Name);
    }

    /// <summary>Disconnects a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="network">The network.</param>
    /// <param name="force">Whether to remove an endpoint that the engine only thinks is there.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ContainerNotConnected</c>.</exception>
    public async Task DisconnectAsync(Container container, Network network, bool force, CancellationToken cancellationToken)
    {
        if (!force && !IsOn(container, network))
        {
            throw new DockerNetException("ContainerNotConnected", System.Management.Automation.ErrorCategory.ObjectNotFound, $"The container '{container.Name}' is not on the network '{network.Name}'.", container.Name, "See where it is with Get-ContainerNetwork.");
        }

        await _engine.CallAsync(
            (client, token) => client.Networks.DisconnectNetworkAsync(network.Id, new() { Container = container.Id, Force = force }, token),
            ResourceKind.Network,
            container.Name,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The endpoints of a container.</summary>
    /// <param name="container">Its name or id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<ContainerNetwork>> InspectAsync(string container, CancellationToken cancellationToken)
    {
        var inspect = await _engine.CallAsync(
            (client, token) => client.Containers.InspectContainerAsync(Uri.EscapeDataString(container), token),
            ResourceKind.Container,
            container,
            cancellationToken).ConfigureAwait(false);
        return [.. (inspect.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>())
            .OrderBy(network => network.Key, StringComparer.Ordinal)
            .Select(network => network.Value.ToModel(network.Key, inspect.ID, inspect.Name.TrimStart('/'), _engine.Name))];
    }

    /// <summary>The interfaces that a macvlan or ipvlan network can be put on; none where they cannot be known from here.</summary>
    public async Task<IReadOnlyList<string>> ParentInterfacesAsync(CancellationToken cancellationToken) =>
        [.. (await HostInterfaces.OfAsync(_engine, cancellationToken).ConfigureAwait(false) ?? []).Where(name => name is not "lo" && !name.StartsWith("veth", StringComparison.Ordinal))];

    /// <summary>Refuses a parent interface that the host of an engine on this machine does not have.</summary>
    private async Task CheckParentAsync(NetworkConfig config, CancellationToken cancellationToken)
    {
        if (config.Driver is not ("macvlan" or "ipvlan") || !config.Options.TryGetValue("parent", out var parent))
        {
            return;
        }

        var (wanted, there) = (ParentInterface.Parse(parent), await HostInterfaces.OfAsync(_engine, cancellationToken).ConfigureAwait(false));
        if (there is not null && !there.Contains(wanted.Link, StringComparer.Ordinal) && !there.Contains(wanted.Name, StringComparer.Ordinal))
        {
            throw NetworkFailure.ParentMissing(wanted, there);
        }
    }

    private static bool IsOn(Container container, Network network) =>
        // Podman tells the name for the id.
        container.Networks.Any(endpoint => endpoint.NetworkId.Length > 0 && endpoint.NetworkId != endpoint.Network ? endpoint.NetworkId == network.Id : endpoint.Network == network.Name);

    private async Task<List<Container>> ContainersOnNetworksAsync(CancellationToken cancellationToken)
    {
        var rows = await _engine.CallAsync(
            (client, token) => client.Containers.ListContainersAsync(new() { All = true }, token),
            ResourceKind.Container,
            null,
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToModel(_engine.Name))];
    }

    private async Task<HashSet<string>> NetworksOfServicesAsync(CancellationToken cancellationToken)
    {
        var services = await _engine.GetJsonAsync("services", ResourceKind.Service, null, cancellationToken).ConfigureAwait(false);
        return services.AsArray()
            .SelectMany(service => (service?["Spec"]?["TaskTemplate"]?["Networks"] as JsonArray ?? []).Concat(service?["Spec"]?["Networks"] as JsonArray ?? []))
            .Select(network => (string?)network?["Target"])
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
    }

    private async Task DisconnectAllAsync(Network network, List<ContainerNetwork> disconnected, CancellationToken cancellationToken)
    {
        foreach (var endpoint in (await GetAsync(network.Id, cancellationToken).ConfigureAwait(false)).Containers ?? [])
        {
            var before = (await InspectAsync(endpoint.ContainerId, cancellationToken).ConfigureAwait(false)).FirstOrDefault(candidate => candidate.NetworkId == network.Id);
            await _engine.CallAsync(
                (client, token) => client.Networks.DisconnectNetworkAsync(network.Id, new() { Container = endpoint.ContainerId, Force = true }, token),
                ResourceKind.Network,
                endpoint.Container,
                cancellationToken).ConfigureAwait(false);
            if (before is not null)
            {
                disconnected.Add(before);
            }
        }
    }

    /// <summary>Undoes <see cref="DisconnectAllAsync"/>; what cannot be undone is left, for the first failure is the one to tell.</summary>
    private async Task ReconnectAsync(Network network, List<ContainerNetwork> disconnected)
    {
        foreach (var endpoint in disconnected)
        {
            var body = new JsonObject { ["Container"] = endpoint.ContainerId, ["EndpointConfig"] = EndpointSettingsBody.Of(endpoint) };
            try
            {
                await _engine.SendJsonAsync(HttpMethod.Post, $"networks/{network.Id}/connect", body, ResourceKind.Network, endpoint.Container, CancellationToken.None).ConfigureAwait(false);
            }
            catch (DockerNetException)
            {
                // The network or the container is gone meanwhile.
            }
        }
    }

    private async Task<DockerNetException> InUseAsync(Network network, DockerNetException conflict, CancellationToken cancellationToken)
    {
        var endpoints = await GetEndpointsAsync(network, cancellationToken).ConfigureAwait(false);
        var names = string.Join(", ", endpoints.Select(endpoint => endpoint.Container));
        return new(
            "NetworkInUse",
            System.Management.Automation.ErrorCategory.ResourceBusy,
            names.Length > 0 ? $"The network '{network.Name}' is in use by {names}: {conflict.Message}" : $"The network '{network.Name}' is in use: {conflict.Message}",
            network.Name,
            "Disconnect them first, or use -Force, which does.",
            conflict);
    }

    /// <summary>An engine before 25 can be made to give one name twice by two requests at once: the later one is taken back.</summary>
    private async Task RefuseSecondOfNameAsync(string name, string id, CancellationToken cancellationToken)
    {
        if (_engine.Speaks(1, 44))
        {
            return;
        }

        var all = await ListAsync([], [], cancellationToken).ConfigureAwait(false);
        var sameName = all.Where(network => network.Name == name).OrderBy(network => network.Created).ThenBy(network => network.Id, StringComparer.Ordinal).ToList();
        if (sameName.Count > 1 && sameName[0].Id != id)
        {
            await _engine.CallAsync((client, token) => client.Networks.DeleteNetworkAsync(id, token), ResourceKind.Network, name, CancellationToken.None).ConfigureAwait(false);
            throw ResourceError.Exists(ResourceKind.Network, name, $"network with name {name} already exists");
        }
    }

    /// <summary>As JSON of our own: the client's model lacks CheckDuplicate, without which engines before 25 give a name twice.</summary>
    private static JsonObject Body(NetworkConfig config)
    {
        var body = new JsonObject
        {
            ["Name"] = config.Name,
            ["CheckDuplicate"] = true,
            ["Driver"] = config.Driver,
            ["Internal"] = config.Internal,
            ["Attachable"] = config.Attachable,
            ["Ingress"] = config.Ingress,
            ["ConfigOnly"] = config.ConfigOnly,
            ["Options"] = Map(config.Options),
            ["Labels"] = Map(config.Labels),
        };
        if (config.ConfigFrom is not null)
        {
            // The engine refuses any setting of its own beside a configuration from elsewhere.
            body["ConfigFrom"] = new JsonObject { ["Network"] = config.ConfigFrom };
            return body;
        }

        body["IPAM"] = new JsonObject
        {
            ["Driver"] = config.IpamDriver,
            ["Options"] = Map(config.IpamOptions),
            ["Config"] = new JsonArray([.. config.Subnets.Select(Pool)]),
        };
        if (config.IPv6 is { } ipv6)
        {
            body["EnableIPv6"] = ipv6;
        }
        else if (config.Subnets.Any(subnet => subnet.Subnet.Contains(':', StringComparison.Ordinal)))
        {
            // Engines before 28 take an IPv6 subnet and quietly give no address from it unless told.
            body["EnableIPv6"] = true;
        }

        if (config.Scope is not null)
        {
            body["Scope"] = config.Scope;
        }

        return body;
    }

    private static JsonNode Pool(NetworkSubnet subnet)
    {
        var pool = new JsonObject { ["Subnet"] = subnet.Subnet };
        if (subnet.Gateway is not null)
        {
            pool["Gateway"] = subnet.Gateway;
        }

        if (subnet.IPRange is not null)
        {
            pool["IPRange"] = subnet.IPRange;
        }

        if (subnet.AuxiliaryAddresses.Count > 0)
        {
            pool["AuxiliaryAddresses"] = Map(subnet.AuxiliaryAddresses);
        }

        return pool;
    }

    private static JsonObject Map(IReadOnlyDictionary<string, string> values) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
