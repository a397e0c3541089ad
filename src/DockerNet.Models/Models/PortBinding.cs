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

    /// <summary>The mapping that makes it, as <c>-p</c> takes it: <c>8080:80</c>, <c>127.0.0.1:8080:80</c>. Remove-PortMapping and
    /// Add-PortMapping take it from the pipeline.</summary>
    // Published on all addresses it is one mapping with two bindings, one for IPv4 and one for IPv6.
    public string Port => new PortMapping(HostAddress is "0.0.0.0" or "::" ? this with { HostAddress = null } : this).ToString();

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
