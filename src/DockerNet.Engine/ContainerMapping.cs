using System.Text.Json.Nodes;
using Docker.DotNet.Models;

namespace DockerNet.Engine;

/// <summary>Turns the engine's answers about containers into what cmdlets emit.</summary>
internal static class ContainerMapping
{
    /// <summary>A row of the list.</summary>
    public static Container ToModel(this ContainerListResponse row, string engine)
    {
        // Links show as further names, /web02/db: the container's own has one slash.
        var name = (row.Names?.FirstOrDefault(candidate => candidate.LastIndexOf('/') <= 0) ?? row.Names?.FirstOrDefault() ?? "").TrimStart('/');
        return new()
        {
            Id = row.ID,
            Name = name,
            Image = row.Image ?? "",
            ImageId = row.ImageID ?? "",
            Command = row.Command ?? "",
            Created = row.Created.ToLocalTime(),
            State = State(row.State),
            Status = row.Status ?? "",
            ExitCode = ExitCode(row.Status),
            Health = Health(row.Health?.Status ?? HealthInStatus(row.Status)),
            NetworkMode = row.HostConfig?.NetworkMode ?? "",
            Ports = [.. (row.Ports ?? []).Select(port => port.ToModel(row.ID, name, engine)).OrderBy(port => port.ContainerPort).ThenBy(port => port.Protocol, StringComparer.Ordinal).ThenBy(port => port.HostAddress, StringComparer.Ordinal).ThenBy(port => port.HostPort)],
            Networks = [.. (row.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>()).OrderBy(network => network.Key, StringComparer.Ordinal).Select(network => network.Value.ToModel(network.Key, row.ID, name, engine))],
            Mounts = [.. (row.Mounts ?? []).Select(mount => mount.ToModel(row.ID, name, engine))],
            Labels = (row.Labels ?? new Dictionary<string, string>()).AsReadOnly(),
            Size = row.SizeRw,
            Engine = engine,
        };
    }

    /// <summary>An endpoint of a container.</summary>
    public static ContainerNetwork ToModel(this EndpointSettings endpoint, string network, string containerId, string container, string engine) => new()
    {
        Container = container,
        ContainerId = containerId,
        Network = network,
        NetworkId = endpoint.NetworkID ?? "",
        EndpointId = endpoint.EndpointID ?? "",
        IPAddress = endpoint.IPAddress ?? "",
        PrefixLength = (int)endpoint.IPPrefixLen,
        Gateway = endpoint.Gateway ?? "",
        IPv6Address = endpoint.GlobalIPv6Address ?? "",
        IPv6PrefixLength = (int)endpoint.GlobalIPv6PrefixLen,
        IPv6Gateway = endpoint.IPv6Gateway ?? "",
        MacAddress = endpoint.MacAddress ?? "",
        StaticIPAddress = NullIfEmpty(endpoint.IPAMConfig?.IPv4Address),
        StaticIPv6Address = NullIfEmpty(endpoint.IPAMConfig?.IPv6Address),
        LinkLocalAddresses = [.. endpoint.IPAMConfig?.LinkLocalIPs ?? []],
        Aliases = [.. endpoint.Aliases ?? []],
        DnsNames = [.. endpoint.DNSNames ?? []],
        Links = [.. endpoint.Links ?? []],
        DriverOptions = (endpoint.DriverOpts ?? new Dictionary<string, string>()).AsReadOnly(),
        GatewayPriority = endpoint.GwPriority,
        Engine = engine,
    };

    /// <summary>The mounts of a container, as its inspection tells them. The engine lists no memory that was asked for in the short form.</summary>
    public static IEnumerable<ContainerMount> Mounts(JsonObject inspect, Container container)
    {
        var mounts = (inspect["Mounts"] as JsonArray ?? []).OfType<JsonObject>().Select(mount => new ContainerMount
        {
            Container = container.Name,
            ContainerId = container.Id,
            Type = (string?)mount["Type"] ?? "volume",
            Volume = NullIfEmpty((string?)mount["Name"]),
            Source = (string?)mount["Source"] ?? "",
            Destination = (string?)mount["Destination"] ?? "",
            Driver = NullIfEmpty((string?)mount["Driver"]),
            ReadOnly = (bool?)mount["RW"] is false,
            Mode = (string?)mount["Mode"] ?? "",
            Propagation = (string?)mount["Propagation"] ?? "",
            Engine = container.Engine,
        }).ToList();
        var memory = inspect["HostConfig"]?["Tmpfs"].ToTable() ?? new Dictionary<string, string>();
        return mounts.Concat(memory.Where(tmpfs => !mounts.Exists(mount => mount.Destination == tmpfs.Key)).Select(tmpfs => new ContainerMount
        {
            Container = container.Name,
            ContainerId = container.Id,
            Type = "tmpfs",
            Destination = tmpfs.Key,
            ReadOnly = tmpfs.Value.Split(',').Contains("ro"),
            Mode = tmpfs.Value,
            Engine = container.Engine,
        }));
    }

    public static ContainerState State(string? state) =>
        Enum.TryParse<ContainerState>(state, ignoreCase: true, out var known) ? known : ContainerState.Unknown;

    public static ContainerHealth Health(string? health) =>
        Enum.TryParse<ContainerHealth>(health, ignoreCase: true, out var known) ? known : ContainerHealth.None;

    private static PortBinding ToModel(this PortSummary port, string containerId, string container, string engine) => new()
    {
        Container = container,
        ContainerId = containerId,
        ContainerPort = port.PrivatePort,
        Protocol = port.Type ?? "tcp",
        // Podman tells no address where Docker tells that of all.
        HostAddress = port.PublicPort is null or 0 ? null : port.IP is { Length: > 0 } address ? address : "0.0.0.0",
        HostPort = port.PublicPort is null or 0 ? null : port.PublicPort,
        Engine = engine,
    };

    private static ContainerMount ToModel(this MountPoint mount, string containerId, string container, string engine) => new()
    {
        Container = container,
        ContainerId = containerId,
        Type = mount.Type ?? "volume",
        Volume = NullIfEmpty(mount.Name),
        Source = mount.Source ?? "",
        Destination = mount.Destination ?? "",
        Driver = NullIfEmpty(mount.Driver),
        ReadOnly = !mount.RW,
        Mode = mount.Mode ?? "",
        Propagation = mount.Propagation ?? "",
        Engine = engine,
    };

    /// <summary>Engines before 28.3 tell a container's health in the list only in the words of its status.</summary>
    private static string? HealthInStatus(string? status) => status switch
    {
        null => null,
        _ when status.Contains("(healthy)", StringComparison.Ordinal) => "healthy",
        _ when status.Contains("(unhealthy)", StringComparison.Ordinal) => "unhealthy",
        _ when status.Contains("(health: starting)", StringComparison.Ordinal) => "starting",
        _ => null,
    };

    /// <summary>The list tells it in the words of the status only: <c>Exited (137) 3 seconds ago</c>.</summary>
    private static int? ExitCode(string? status) =>
        status is not null && status.StartsWith("Exited (", StringComparison.Ordinal) && int.TryParse(status.AsSpan(8, status.IndexOf(')', StringComparison.Ordinal) - 8), out var code) ? code : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
