using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>The engine's networks, who is in them, and the host's ports.</summary>
internal sealed class NetworkFabric
{
    private readonly EngineModel _model;
    private readonly Dictionary<string, FakeNetwork> _networks = new(StringComparer.Ordinal);
    private readonly Dictionary<(int Port, string Protocol), List<(FakePort Port, FakeContainer? Owner)>> _ports = [];
    private int _ephemeral = 32768;

    public NetworkFabric(EngineModel model)
    {
        _model = model;
        var bridge = Add(new FakeNetwork("bridge", "bridge")
        {
            Subnets = [new FakeSubnet(IPNetwork.Parse("172.17.0.0/16"), null, null, new Dictionary<string, string>(), userDefined: false)],
            Options = new Dictionary<string, string>
            {
                ["com.docker.network.bridge.default_bridge"] = "true",
                ["com.docker.network.bridge.enable_icc"] = "true",
                ["com.docker.network.bridge.enable_ip_masquerade"] = "true",
                ["com.docker.network.bridge.host_binding_ipv4"] = "0.0.0.0",
                ["com.docker.network.bridge.name"] = "docker0",
                ["com.docker.network.driver.mtu"] = "1500",
            },
        });
        bridge.Created = Add(new FakeNetwork("host", "host")).Created;
        Add(new FakeNetwork("none", "null"));
    }

    public IReadOnlyCollection<FakeNetwork> All => _networks.Values;

    public FakeNetwork Get(string reference)
    {
        return Find(reference) ?? throw EngineError.NotFound($"network {reference} not found");
    }

    public FakeNetwork? Find(string reference)
    {
        if (_networks.TryGetValue(reference, out var network))
        {
            return network;
        }

        var named = _networks.Values.Where(candidate => candidate.Name == reference).ToArray();
        if (named.Length == 0 && reference.Length > 0)
        {
            named = [.. _networks.Values.Where(candidate => candidate.Id.StartsWith(reference, StringComparison.Ordinal))];
            return named.Length <= 1
                ? named.FirstOrDefault()
                : throw EngineError.Invalid($"{named.Length} matches found based on ID prefix: network {reference} is ambiguous");
        }

        return named.Length <= 1
            ? named.FirstOrDefault()
            : throw EngineError.Invalid($"{named.Length} matches found based on name: network {reference} is ambiguous");
    }

    /// <summary>Makes the network a request describes.</summary>
    public FakeNetwork Create(JsonObject request, ApiVersion version)
    {
        var name = request.Text("Name") ?? "";
        if (string.IsNullOrWhiteSpace(name))
        {
            throw EngineError.Invalid(_model.Version.AtLeast(44) ? "invalid network config:\nno network name provided" : "network name is required");
        }

        if (name is "bridge" or "host" or "none" or "default")
        {
            throw EngineError.Forbidden($"operation is not permitted on predefined {name} network ");
        }

        if ((_model.Version.AtLeast(44) || request.Flag("CheckDuplicate")) && _networks.Values.Any(other => other.Name == name))
        {
            throw EngineError.Conflict($"network with name {name} already exists");
        }

        var driver = request.Text("Driver") is { Length: > 0 } given ? given : "bridge";
        switch (driver)
        {
            case "bridge" or "macvlan" or "ipvlan":
                break;
            case "host" or "null":
                throw EngineError.Forbidden($"only one instance of \"{driver}\" network is allowed");
            case "overlay" when !_model.Swarm.IsManager:
                throw EngineError.Forbidden("This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again.");
            case "overlay":
                break;
            default:
                if (!_model.Engine.NetworkDrivers.Contains(driver))
                {
                    throw EngineError.NotFound(_model.Version.AtLeast(44) ? $"could not find plugin {driver} in v1 plugin registry: plugin \"{driver}\" not found" : $"plugin \"{driver}\" not found");
                }

                break;
        }

        var ipam = request.Object("IPAM");
        var network = new FakeNetwork(name, driver)
        {
            Internal = request.Flag("Internal"),
            Attachable = request.Flag("Attachable"),
            Ingress = request.Flag("Ingress"),
            ConfigOnly = request.Flag("ConfigOnly"),
            ConfigFrom = request.Object("ConfigFrom").Text("Network") ?? "",
            EnableIPv4 = !version.AtLeast(48) || request.Flag("EnableIPv4", otherwise: true),
            EnableIPv6 = request.Flag("EnableIPv6"),
            Labels = request.TextMap("Labels"),
            Options = request.TextMap("Options"),
            IpamDriver = ipam.Text("Driver") is { Length: > 0 } ipamDriver ? ipamDriver : "default",
            IpamOptions = ipam.Object("Options") is null ? null : ipam.TextMap("Options"),
        };
        if (request.Text("Scope") is { Length: > 0 } scope)
        {
            network.Scope = scope;
        }

        if (network.ConfigFrom.Length > 0 && Find(network.ConfigFrom) is not { ConfigOnly: true })
        {
            throw EngineError.NotFound($"configuration network \"{network.ConfigFrom}\" not found");
        }

        if (!network.ConfigOnly || ipam?["Config"] is JsonArray { Count: > 0 })
        {
            network.Subnets = Subnets(network, network.ConfigFrom.Length > 0 ? [] : [.. ipam.Objects("Config")]);
        }

        Add(network);
        Event(network, "create");
        return network;
    }

    public void Delete(FakeNetwork network)
    {
        if (network.IsPredefined)
        {
            throw EngineError.Forbidden($"{network.Name} is a pre-defined network and cannot be removed");
        }

        if (network.Containers.Count > 0)
        {
            var members = network.Containers.Select(container => $"name:\"{container.Name}\" id:\"{container.EndpointMap[network.Name].EndpointId[..12]}\"");
            throw EngineError.Forbidden(_model.Version.AtLeast(48)
                ? $"error while removing network: network {network.Name} has active endpoints ({string.Join(", ", members)})"
                : $"error while removing network: network {network.Name} id {network.Id} has active endpoints");
        }

        _networks.Remove(network.Id);
        Event(network, "destroy");
    }

    public void Connect(FakeContainer container, string reference, JsonObject? settings)
    {
        var network = Find(reference);
        if (network is null)
        {
            if (container.IsRunning)
            {
                throw EngineError.NotFound($"network {reference} not found");
            }

            container.EndpointMap[reference] = new FakeEndpoint(reference, settings);
            return;
        }

        if (network.ConfigOnly)
        {
            throw EngineError.Forbidden($"cannot connect container to configuration network {network.Name}");
        }

        Validate(network, settings);
        if (network.Name == "host" && container.NetworkMode != "host")
        {
            throw EngineError.Invalid(_model.Version.AtLeast(48)
                ? "cannot connect container to host network - container must be created in host network mode"
                : "container cannot be disconnected from host network or connected to host network");
        }

        if (container.NetworkMode == "host" || container.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            throw EngineError.Invalid("container sharing network namespace with another container or host cannot be connected to any other network");
        }

        if (container.EndpointMap.ContainsKey(network.Name))
        {
            if (!container.IsRunning)
            {
                return;
            }

            throw EngineError.Forbidden($"endpoint with name {container.Name} already exists in network {network.Name}");
        }

        if ((network.Name == "none" && container.EndpointMap.Count > 0) || container.EndpointMap.ContainsKey("none"))
        {
            throw EngineError.Invalid("container cannot be connected to multiple networks with one of the networks in private (none) mode");
        }

        // Engines take a MAC address at the creation alone, whatever their API says.
        var endpoint = new FakeEndpoint(network.Name, settings) { DesiredMacAddress = null };
        if (container.IsRunning)
        {
            Activate(container, network, endpoint);
        }

        container.EndpointMap[network.Name] = endpoint;
        if (container.IsRunning && container.Ports.Count == 0)
        {
            Publish(container);
        }
    }

    public void Disconnect(FakeContainer container, string reference)
    {
        var network = Find(reference);
        var name = network?.Name ?? reference;
        if (network is null && container.IsRunning)
        {
            throw EngineError.NotFound($"network {reference} not found");
        }

        if (name == "host" && container.NetworkMode == "host")
        {
            throw EngineError.Invalid(_model.Version.AtLeast(48)
                ? "cannot disconnect container from host network - container was created in host network mode"
                : "container cannot be disconnected from host network or connected to host network");
        }

        if (!container.EndpointMap.TryGetValue(name, out var endpoint))
        {
            throw container.IsRunning
                ? EngineError.Forbidden($"container {container.Id} is not connected to network {name}")
                : EngineError.Internal($"container {container.Id} is not connected to the network {name}");
        }

        if (network is not null)
        {
            Deactivate(container, network, endpoint);
        }

        container.EndpointMap.Remove(name);
        if (container.EndpointMap.Count == 0)
        {
            // Ports are reached through a network.
            Unpublish(container);
        }
    }

    /// <summary>Checks what an endpoint asks for against the network it is to be in.</summary>
    public void Validate(FakeNetwork network, JsonObject? settings)
    {
        var newer = _model.Version.AtLeast(44);
        var ipam = settings.Object("IPAMConfig");
        var addresses = new[] { ipam.Text("IPv4Address"), ipam.Text("IPv6Address") }.Where(address => !string.IsNullOrEmpty(address)).ToArray();
        if (network.IsPredefined)
        {
            if (addresses.Length > 0)
            {
                throw EngineError.Invalid(newer
                    ? "invalid endpoint settings:\nuser-specified IP address is supported on user-defined networks only"
                    : "user specified IP address is supported on user defined networks only");
            }

            if (settings.Texts("Aliases").Count > 0)
            {
                throw EngineError.Invalid(newer
                    ? "invalid endpoint settings:\nnetwork-scoped aliases are only supported for user-defined networks"
                    : "network-scoped alias is supported only for containers in user defined networks");
            }
        }

        foreach (var text in addresses)
        {
            if (!IPAddress.TryParse(text, out var address))
            {
                throw EngineError.Invalid(newer ? $"invalid endpoint settings:\ninvalid IPv4 address: {text}" : $"invalid IPv4 address: {text}");
            }

            if (!network.Subnets.Any(subnet => subnet.IsUserDefined) && !_model.Version.AtLeast(48))
            {
                throw EngineError.Invalid("user specified IP address is supported only when connecting to networks with user configured subnets");
            }

            if (!network.Subnets.Any(subnet => subnet.IsV6 == (address.AddressFamily == AddressFamily.InterNetworkV6) && subnet.Prefix.Contains(address)))
            {
                throw EngineError.Invalid(newer
                    ? $"invalid endpoint settings:\nno configured subnet contains IP address {text}"
                    : $"Invalid address {text}: It does not belong to any of this network's subnets");
            }
        }
    }

    /// <summary>Brings a container that starts into its networks, and its ports onto the host; all or nothing.</summary>
    public void Activate(FakeContainer container)
    {
        var entered = new List<(FakeNetwork Network, FakeEndpoint Endpoint)>();
        try
        {
            foreach (var (name, endpoint) in container.EndpointMap.OrderBy(pair => pair.Key == container.NetworkMode ? 0 : 1).ToArray())
            {
                var network = Find(endpoint.NetworkId) ?? Find(name) ?? throw Wrapped(EngineError.NotFound($"network {name} not found"));
                Activate(container, network, endpoint);
                entered.Add((network, endpoint));
            }

            Publish(container);
        }
        catch (EngineError)
        {
            foreach (var (network, endpoint) in entered)
            {
                Deactivate(container, network, endpoint);
            }

            throw;
        }
    }

    /// <summary>Takes a container that ended out of its networks; it stays a member of them.</summary>
    public void Deactivate(FakeContainer container)
    {
        Unpublish(container);
        foreach (var (name, endpoint) in container.EndpointMap)
        {
            if ((Find(endpoint.NetworkId) ?? Find(name)) is { } network)
            {
                Deactivate(container, network, endpoint);
            }
        }
    }

    /// <summary>Takes a port away from containers, as another program on the host does.</summary>
    public void Occupy(int port, string protocol, string address) =>
        Claim(new FakePort(address, port, 0, protocol), owner: null);

    private FakeNetwork Add(FakeNetwork network) => _networks[network.Id] = network;

    private void Activate(FakeContainer container, FakeNetwork network, FakeEndpoint endpoint)
    {
        foreach (var subnet in network.Subnets.GroupBy(subnet => subnet.IsV6).Select(Choose))
        {
            var wanted = endpoint.IpamConfig.Text(subnet.IsV6 ? "IPv6Address" : "IPv4Address");
            IPAddress address;
            if (!string.IsNullOrEmpty(wanted))
            {
                address = IPAddress.Parse(wanted);
                if (!subnet.TryTake(address))
                {
                    Release(network, endpoint);
                    throw Wrapped(EngineError.Forbidden("Address already in use"));
                }
            }
            else if (subnet.Take() is { } next)
            {
                address = next;
            }
            else
            {
                Release(network, endpoint);
                throw Wrapped(EngineError.Internal("no available IPv4 addresses on this network's address pools: " + $"{network.Name} ({network.Id})"));
            }

            if (subnet.IsV6)
            {
                endpoint.GlobalIPv6Address = address.ToString();
                endpoint.GlobalIPv6PrefixLength = subnet.Prefix.PrefixLength;
                endpoint.IPv6Gateway = subnet.Gateway.ToString();
            }
            else
            {
                endpoint.IPAddress = address.ToString();
                endpoint.IPPrefixLength = subnet.Prefix.PrefixLength;
                endpoint.Gateway = network.Internal ? "" : subnet.Gateway.ToString();
                var bytes = address.GetAddressBytes();
                endpoint.MacAddress = endpoint.DesiredMacAddress is { Length: > 0 } desired ? desired : $"02:42:{bytes[0]:x2}:{bytes[1]:x2}:{bytes[2]:x2}:{bytes[3]:x2}";
            }
        }

        endpoint.NetworkId = network.Id;
        endpoint.EndpointId = Identifier.New();
        if (!network.IsPredefined && !_model.Version.AtLeast(45) && endpoint.Aliases?.Contains(container.ShortId) != true)
        {
            endpoint.Aliases = [.. endpoint.Aliases ?? [], container.ShortId];
        }

        network.Enter(container);
        Event(network, "connect", container);

        FakeSubnet Choose(IGrouping<bool, FakeSubnet> subnets)
        {
            var wanted = endpoint.IpamConfig.Text(subnets.Key ? "IPv6Address" : "IPv4Address");
            return IPAddress.TryParse(wanted, out var address) ? subnets.FirstOrDefault(subnet => subnet.Prefix.Contains(address)) ?? subnets.First() : subnets.First();
        }
    }

    private void Deactivate(FakeContainer container, FakeNetwork network, FakeEndpoint endpoint)
    {
        if (!endpoint.IsActive)
        {
            return;
        }

        Release(network, endpoint);
        endpoint.Deactivate();
        network.Leave(container);
        Event(network, "disconnect", container);
    }

    private static void Release(FakeNetwork network, FakeEndpoint endpoint)
    {
        foreach (var text in (ReadOnlySpan<string>)[endpoint.IPAddress, endpoint.GlobalIPv6Address])
        {
            if (IPAddress.TryParse(text, out var address))
            {
                network.Subnets.FirstOrDefault(subnet => subnet.Prefix.Contains(address))?.Release(address);
            }
        }
    }

    private void Publish(FakeContainer container)
    {
        if (container.NetworkMode is "host" or "none" || container.NetworkMode.StartsWith("container:", StringComparison.Ordinal))
        {
            return;
        }

        var ports = new List<FakePort>();
        try
        {
            foreach (var (key, bindings) in container.HostConfig.Object("PortBindings") ?? [])
            {
                if (bindings is not JsonArray { Count: > 0 } list)
                {
                    list = [new JsonObject()];
                }

                foreach (var binding in list)
                {
                    ports.AddRange(Bind(container, key, binding.Text("HostIp") ?? "", binding.Text("HostPort") ?? ""));
                }
            }

            if (container.HostConfig.Flag("PublishAllPorts"))
            {
                foreach (var (key, _) in container.Config.Object("ExposedPorts") ?? [])
                {
                    if (!ports.Exists(port => port.Key == key))
                    {
                        ports.AddRange(Bind(container, key, "", ""));
                    }
                }
            }
        }
        catch (EngineError)
        {
            ports.AddRange(container.Ports);
            container.Ports = [];
            Unpublish(container);
            throw;
        }

        container.Ports = ports;
    }

    private void Unpublish(FakeContainer container)
    {
        foreach (var claims in _ports.Values)
        {
            claims.RemoveAll(claim => claim.Owner == container);
        }

        container.Ports = [];
    }

    private List<FakePort> Bind(FakeContainer container, string key, string address, string hostPort)
    {
        var parts = key.Split('/');
        var inner = int.Parse(parts[0], CultureInfo.InvariantCulture);
        var protocol = parts.ElementAtOrDefault(1) ?? "tcp";
        string[] addresses = address.Length == 0 ? ["0.0.0.0", "::"] : [address];
        var range = hostPort.Split('-');
        var first = hostPort.Length == 0 ? 0 : int.Parse(range[0], CultureInfo.InvariantCulture);
        var last = range.Length == 2 ? int.Parse(range[1], CultureInfo.InvariantCulture) : first;
        if (first == 0)
        {
            while (addresses.Any(host => Clash(new FakePort(host, _ephemeral, inner, protocol)) is not null))
            {
                _ephemeral++;
            }

            first = last = _ephemeral++;
        }

        for (var candidate = first; ; candidate++)
        {
            var wanted = addresses.Select(host => new FakePort(host, candidate, inner, protocol)).ToList();
            if (wanted.Select(Clash).FirstOrDefault(clash => clash is not null) is not { } taken)
            {
                wanted.ForEach(port => Claim(port, container));
                return wanted;
            }

            if (candidate >= last)
            {
                var endpoint = container.EndpointMap.Values.FirstOrDefault(place => place.IsActive)?.EndpointId ?? Identifier.New();
                var shown = addresses[0].Contains(':', StringComparison.Ordinal) ? $"[{addresses[0]}]:{candidate}" : $"{addresses[0]}:{candidate}";
                var reason = taken.Owner is not null ? $"Bind for {(address.Length == 0 ? "0.0.0.0" : address)}:{candidate} failed: port is already allocated"
                    : _model.Version.AtLeast(48) ? $"failed to bind host port for {shown}:{container.EndpointMap.Values.FirstOrDefault()?.IPAddress}:{inner}/{protocol}: address already in use"
                    : $"Error starting userland proxy: listen {protocol}4 {shown}: bind: address already in use";
                throw Wrapped(EngineError.Internal($"driver failed programming external connectivity on endpoint {container.Name} ({endpoint}): {reason}"));
            }
        }
    }

    private (FakePort Port, FakeContainer? Owner)? Clash(FakePort port) =>
        _ports.TryGetValue((port.HostPort, port.Protocol), out var claims) && claims.FindIndex(claim => claim.Port.Clashes(port)) is >= 0 and var index ? claims[index] : null;

    private void Claim(FakePort port, FakeContainer? owner)
    {
        if (!_ports.TryGetValue((port.HostPort, port.Protocol), out var claims))
        {
            _ports[(port.HostPort, port.Protocol)] = claims = [];
        }

        claims.Add((port, owner));
    }

    private List<FakeSubnet> Subnets(FakeNetwork network, IReadOnlyList<JsonObject> configurations)
    {
        var subnets = new List<FakeSubnet>();
        foreach (var configuration in configurations)
        {
            var text = configuration.Text("Subnet");
            if (string.IsNullOrEmpty(text))
            {
                continue;
            }

            var prefix = Prefix(text, "subnet");
            if (All.SelectMany(other => other.Subnets).Concat(subnets).Any(other => other.Overlaps(prefix)))
            {
                throw EngineError.Forbidden(_model.Version.AtLeast(46)
                    ? "invalid pool request: Pool overlaps with other one on this address space"
                    : "Pool overlaps with other one on this address space");
            }

            var range = configuration.Text("IPRange") is { Length: > 0 } rangeText ? Prefix(rangeText, "ip-range") : (IPNetwork?)null;
            if (range is { } inner && (!prefix.Contains(inner.BaseAddress) || inner.PrefixLength < prefix.PrefixLength))
            {
                throw EngineError.Invalid($"invalid network config:\ninvalid ip-range {inner}: parent subnet {prefix} doesn't contain ip-range");
            }

            var gateway = configuration.Text("Gateway") is { Length: > 0 } gatewayText
                ? IPAddress.TryParse(gatewayText, out var parsed) && prefix.Contains(parsed)
                    ? parsed
                    : throw EngineError.Invalid($"invalid network config:\ninvalid gateway {gatewayText}: parent subnet {prefix} doesn't contain this address")
                : null;
            var auxiliary = configuration.TextMap("AuxiliaryAddresses");
            foreach (var (name, address) in auxiliary)
            {
                if (!IPAddress.TryParse(address, out var reserved) || !prefix.Contains(reserved))
                {
                    throw EngineError.Invalid($"invalid network config:\ninvalid auxiliary address {name}: parent subnet {prefix} doesn't contain this address");
                }
            }

            subnets.Add(new FakeSubnet(prefix, range, gateway, auxiliary, userDefined: true));
        }

        if (network.Driver is "host" or "null")
        {
            return subnets;
        }

        if (network.EnableIPv4 && !subnets.Exists(subnet => !subnet.IsV6))
        {
            subnets.Insert(0, new FakeSubnet(FreePool(), null, null, new Dictionary<string, string>(), userDefined: false));
        }

        if (network.EnableIPv6 && !subnets.Exists(subnet => subnet.IsV6))
        {
            if (!_model.Version.AtLeast(47))
            {
                throw EngineError.NotFound("could not find an available, non-overlapping IPv6 address pool among the defaults to assign to the network");
            }

            var pool = IPNetwork.Parse($"fd00:{Random.Shared.Next(1, 0xffff):x}:{Random.Shared.Next(1, 0xffff):x}::/64");
            subnets.Add(new FakeSubnet(pool, null, null, new Dictionary<string, string>(), userDefined: false));
        }

        return subnets;
    }

    private IPNetwork Prefix(string text, string what)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0 || !IPAddress.TryParse(text[..slash], out var address) || !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            throw _model.Version.AtLeast(44)
                ? EngineError.Invalid($"invalid network config:\ninvalid {what} {text}: invalid CIDR block notation")
                : EngineError.Invalid($"failed to parse pool request for address space \"LocalDefault\" pool \"{text}\" subpool \"\": invalid CIDR address: {text}");
        }

        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        var prefix = new IPNetwork(new IPAddress(bytes), length);
        return !_model.Version.AtLeast(44) || prefix.BaseAddress.Equals(address)
            ? prefix
            : throw EngineError.Invalid($"invalid network config:\ninvalid {what} {text}: it should be {prefix}");
    }

    private IPNetwork FreePool()
    {
        var pools = Enumerable.Range(17, 15).Select(part => new IPNetwork(new IPAddress([172, (byte)part, 0, 0]), 16))
            .Concat(Enumerable.Range(0, 16).Select(part => new IPNetwork(new IPAddress([192, 168, (byte)(part * 16), 0]), 20)));
        foreach (var pool in pools)
        {
            if (!All.SelectMany(network => network.Subnets).Any(subnet => subnet.Overlaps(pool)))
            {
                return pool;
            }
        }

        throw _model.Version.AtLeast(47)
            ? EngineError.Invalid("all predefined address pools have been fully subnetted")
            : EngineError.NotFound("could not find an available, non-overlapping IPv4 address pool among the defaults to assign to the network");
    }

    private EngineError Wrapped(EngineError error) =>
        _model.Version.AtLeast(48) && error.Status == 500
            ? new EngineError(error.Status, $"failed to set up container networking: {error.Message}")
            : error;

    private void Event(FakeNetwork network, string action, FakeContainer? container = null)
    {
        var attributes = new Dictionary<string, string> { ["name"] = network.Name, ["type"] = network.Driver };
        if (container is not null)
        {
            attributes["container"] = container.Id;
        }

        _model.Events.Add("network", action, network.Id, attributes);
    }
}
