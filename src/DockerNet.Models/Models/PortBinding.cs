using System.Globalization;

namespace DockerNet;

/// <summary>One port of a container, and where on the host it is published, if it is.</summary>
public sealed record PortBinding
{
    /// <summary>The container's name.</summary>
    public string Container { get; init; } = "";

    /// <summary>The container's id.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The port inside the container.</summary>
    public required int ContainerPort { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>The host address it is bound to; null for a port that is only exposed.</summary>
    public string? HostAddress { get; init; }

    /// <summary>The host port; null for a port that is only exposed.</summary>
    public int? HostPort { get; init; }

    /// <summary>The engine that keeps the container.</summary>
    public string Engine { get; init; } = "";

    /// <summary>As <c>docker ps</c> prints it: <c>0.0.0.0:8080->80/tcp</c> or <c>80/tcp</c>.</summary>
    public override string ToString()
    {
        var port = string.Create(CultureInfo.InvariantCulture, $"{ContainerPort}/{Protocol}");
        if (HostPort is null)
        {
            return port;
        }

        var address = HostAddress is not null && HostAddress.Contains(':', StringComparison.Ordinal) ? $"[{HostAddress}]" : HostAddress;
        return string.Create(CultureInfo.InvariantCulture, $"{address}:{HostPort}->{port}");
    }
}
