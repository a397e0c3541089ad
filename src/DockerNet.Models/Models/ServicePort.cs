using System.Globalization;

namespace DockerNet;

/// <summary>A port that a service publishes.</summary>
public sealed record ServicePort
{
    /// <summary>The port in the containers.</summary>
    public required int ContainerPort { get; init; }

    /// <summary>The port on the nodes; null for one that is not chosen yet.</summary>
    public int? PublishedPort { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary><c>ingress</c>: on every node, over the routing mesh; <c>host</c>: on the nodes that run a task.</summary>
    public string Mode { get; init; } = "ingress";

    /// <summary>As <c>docker service ls</c> prints it: <c>*:8080->80/tcp</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"*:{PublishedPort?.ToString(CultureInfo.InvariantCulture) ?? ""}->{ContainerPort}/{Protocol}{(Mode is "ingress" ? "" : $" ({Mode})")}");
}
