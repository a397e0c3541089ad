using System.Globalization;

namespace DockerNet;

/// <summary>Whether a port of a host is free, and if not, who holds it.</summary>
public sealed record PortMappingTest
{
    /// <summary>The address on the host; null for all.</summary>
    public string? HostAddress { get; init; }

    /// <summary>The port on the host.</summary>
    public required int HostPort { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>Whether nobody holds it, as far as can be told: of a remote host only its containers are known.</summary>
    public required bool Free { get; init; }

    /// <summary>The container that publishes it, or whose process listens on it.</summary>
    public string? Container { get; init; }

    /// <summary>The id of that container.</summary>
    public string? ContainerId { get; init; }

    /// <summary>The port in the container, where one publishes it.</summary>
    public int? ContainerPort { get; init; }

    /// <summary>The process that listens on it, where the engine shares this machine and it may be seen.</summary>
    public string? Process { get; init; }

    /// <summary>That process's id.</summary>
    public int? ProcessId { get; init; }

    /// <summary>Whether somebody answers a connection to it; null where that cannot be told: it is free, or not tcp.</summary>
    public bool? Answers { get; init; }

    /// <summary>The next port that is free, where this one is not.</summary>
    public int? NextFreePort { get; init; }

    /// <summary>The engine.</summary>
    public string Engine { get; init; } = "";

    /// <summary>Who holds it, in words; null for nobody.</summary>
    public string? Holder => (Container, Process) switch
    {
        (null, null) => Free ? null : "a program that cannot be named",
        (null, _) => string.Create(CultureInfo.InvariantCulture, $"the process {Process} ({ProcessId})"),
        (_, null) => $"the container '{Container}'",
        _ => string.Create(CultureInfo.InvariantCulture, $"the process {Process} ({ProcessId}) of the container '{Container}'"),
    };

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{HostPort}/{Protocol}: {Holder ?? "free"}");
}
