using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DockerNet;

/// <summary>How ports of a container are published on its host: what <c>-p</c> says.</summary>
/// <remarks>The short form is <c>[[address:][host port]:]container port[/tcp|udp|sctp]</c>, where a port may be a range;
/// the long form is <c>published=…,target=…,protocol=…,mode=…</c>. Without a host port the engine takes a free one.</remarks>
public sealed record PortMapping
{
    private static readonly string[] Protocols = ["tcp", "udp", "sctp"];

    /// <summary>A mapping whose parts are set one by one.</summary>
    public PortMapping()
    {
    }

    /// <summary>Reads the short or the long form.</summary>
    /// <param name="text">What <c>-p</c> takes.</param>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    [SetsRequiredMembers]
    public PortMapping(string text)
        : this(Parse(text))
    {
    }

    /// <summary>A container port that the engine publishes on a free port of the host.</summary>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    [SetsRequiredMembers]
    public PortMapping(int containerPort) => ContainerPort = new(containerPort);

    /// <summary>From names and values: the fields of the long form, or the names of the properties.</summary>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    [SetsRequiredMembers]
    public PortMapping(IDictionary fields)
        : this(FromFields(Fields(fields), fields))
    {
    }

    /// <summary>The mapping that gives a binding again, host port included.</summary>
    [SetsRequiredMembers]
    public PortMapping(PortBinding binding)
    {
        ContainerPort = new(binding.ContainerPort);
        Protocol = binding.Protocol;
        HostAddress = string.IsNullOrEmpty(binding.HostAddress) ? null : binding.HostAddress;
        HostPort = binding.HostPort is { } port ? new(port) : null;
    }

    /// <summary>The address on the host, without brackets; null for all addresses.</summary>
    public string? HostAddress { get; init; }

    /// <summary>The port on the host; as many as the container's ports, or a range out of which the engine takes a free one; null for any free one.</summary>
    public PortRange? HostPort { get; init; }

    /// <summary>The port in the container.</summary>
    public required PortRange ContainerPort { get; init; }

    /// <summary><c>tcp</c>, <c>udp</c> or <c>sctp</c>.</summary>
    public string Protocol { get; init; } = "tcp";

    /// <summary>For a service: <c>ingress</c> (the swarm's routing mesh) or <c>host</c>; null where not said.</summary>
    public string? Mode { get; init; }

    /// <summary>Reads the short or the long form.</summary>
    /// <param name="text">What <c>-p</c> takes.</param>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    public static PortMapping Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Invalid("no port specified", text);
        }

        return text.Contains('=', StringComparison.Ordinal)
            ? FromFields(CommaSeparated.Split(text).Select(field => Field(field, text)), text)
            : ParseShort(text.Trim());
    }

    /// <summary>Mappings of one container port each: <c>8000-8002:80-82</c> is three. A host range out of which one port is taken stays.</summary>
    public IReadOnlyList<PortMapping> Expand()
    {
        if (ContainerPort.Count == 1)
        {
            return [this];
        }

        return [.. Enumerable.Range(0, ContainerPort.Count).Select(i => this with
        {
            ContainerPort = new(ContainerPort.First + i),
            HostPort = HostPort is { } host ? new(host.First + i) : null,
        })];
    }

    /// <summary>Says what cannot be: parts that were set one by one may contradict each other.</summary>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    public void Validate() => Checked(this, this);

    /// <summary>As <c>-p</c> takes it: the short form, or the long form where a mode is said.</summary>
    public override string ToString()
    {
        var port = string.Equals(Protocol, "tcp", StringComparison.Ordinal) ? $"{ContainerPort}" : $"{ContainerPort}/{Protocol}";
        if (Mode is not null)
        {
            return string.Join(',', new[] { HostPort is null ? null : $"published={HostPort}", $"target={ContainerPort}", $"protocol={Protocol}", $"mode={Mode}" }.Where(field => field is not null));
        }

        if (HostAddress is null)
        {
            return HostPort is null ? port : $"{HostPort}:{port}";
        }

        var address = HostAddress.Contains(':', StringComparison.Ordinal) ? $"[{HostAddress}]" : HostAddress;
        return $"{address}:{HostPort}:{port}";
    }

    private static PortMapping ParseShort(string text)
    {
        // Container port and host port hold no colons: what stands before them is the address, brackets or not.
        var sections = text.Split(':');
        var (address, host, container) = sections.Length switch
        {
            1 => ("", "", sections[0]),
            2 => ("", sections[0], sections[1]),
            _ => (string.Join(':', sections[..^2]), sections[^2], sections[^1]),
        };
        var slash = container.IndexOf('/', StringComparison.Ordinal);
        var protocol = slash < 0 ? "tcp" : container[(slash + 1)..];
        var port = slash < 0 ? container : container[..slash];
        if (address is ['[', .. var inner, ']'])
        {
            address = inner.Contains(':', StringComparison.Ordinal) ? inner : throw Invalid($"invalid IP address: {address}", text);
        }

        return Make(address, host, port, protocol, null, text);
    }

    private static PortMapping FromFields(IEnumerable<(string Key, string Value)> fields, object given)
    {
        var (address, host, container, protocol, mode) = ("", "", "", "tcp", default(string));
        foreach (var (key, value) in fields)
        {
            switch (key)
            {
                case "target" or "containerport":
                    container = value;
                    break;
                case "published" or "hostport":
                    host = value;
                    break;
                case "protocol":
                    protocol = value;
                    break;
                case "mode":
                    mode = value.ToLowerInvariant();
                    break;
                case "hostaddress" or "hostip" or "ip":
                    address = value.Trim('[', ']');
                    break;
                default:
                    throw Invalid($"invalid field key {key}; known are {(given is IDictionary ? "ContainerPort, HostPort, HostAddress, Protocol and Mode" : "target, published, protocol and mode")}", given);
            }
        }

        return Make(address, host, container, protocol, string.IsNullOrEmpty(mode) ? null : mode, given);
    }

    private static PortMapping Make(string address, string host, string container, string protocol, string? mode, object given)
    {
        if (container.Length == 0)
        {
            throw Invalid("no port specified: the container's port is missing", given);
        }

        if (!PortRange.TryParse(container, out var containerPort))
        {
            throw Invalid($"invalid containerPort: {container} (1 to 65535, or a range such as 8000-8010)", given);
        }

        // 0 is the engine's own word for any free port.
        PortRange? hostPort = host is "" or "0" ? null : PortRange.TryParse(host, out var range) ? range : throw Invalid($"invalid hostPort: {host} (1 to 65535, or a range such as 8000-8010)", given);
        return Checked(
            new()
            {
                HostAddress = address.Length == 0 ? null : address,
                HostPort = hostPort,
                ContainerPort = containerPort,
                Protocol = protocol.Length == 0 ? "tcp" : protocol.ToLowerInvariant(),
                Mode = mode,
            },
            given);
    }

    private static PortMapping Checked(PortMapping mapping, object given)
    {
        if (mapping.ContainerPort.First == 0)
        {
            throw Invalid("no port specified: the container's port is missing", given);
        }

        if (!Protocols.Contains(mapping.Protocol, StringComparer.Ordinal))
        {
            throw Invalid($"invalid proto: {mapping.Protocol} (tcp, udp or sctp)", given);
        }

        // An IPv4 address with leading zeros means another one to half of all programs: the CLI refuses it too.
        if (mapping.HostAddress is { } address
            && (!SubnetPlan.TryParseAddress(address, out var parsed) || address.Contains('%', StringComparison.Ordinal) || (!address.Contains(':', StringComparison.Ordinal) && parsed.ToString() != address)))
        {
            throw Invalid($"invalid IP address: {address}", given);
        }

        if (mapping.HostPort is { } host && host.Count != mapping.ContainerPort.Count && mapping.ContainerPort.Count > 1)
        {
            throw Invalid($"invalid ranges specified for container and host Ports: {mapping.ContainerPort} and {host} (as many ports on both sides, or one container port)", given);
        }

        if (mapping.Mode is not (null or "ingress" or "host"))
        {
            throw Invalid($"invalid publish mode value: {mapping.Mode} (ingress or host)", given);
        }

        return mapping.Mode is null || mapping.HostAddress is null ? mapping : throw Invalid("a service's port is published on all addresses: no address goes with a mode", given);
    }

    private static (string Key, string Value) Field(string field, string text)
    {
        var equals = field.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? throw Invalid($"invalid publish opts format (should be name=value but got '{field}')", text) : (field[..equals].Trim().ToLowerInvariant(), field[(equals + 1)..].Trim());
    }

    private static IEnumerable<(string Key, string Value)> Fields(IDictionary fields) =>
        fields.Entries().Select(entry => (
            (Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? "").ToLowerInvariant(),
            Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? ""));

    private static DockerNetException Invalid(string why, object given)
    {
        var words = given is IDictionary table ? string.Join(", ", table.Entries().Select(entry => $"{entry.Key}={entry.Value}")) : $"{given}";
        return InputError.Invalid("InvalidPortMapping", $"'{words}' is no port mapping: {why}.", given, "Write [[ADDRESS:][HOSTPORT]:]CONTAINERPORT[/PROTOCOL], such as 8080:80, 127.0.0.1::80/udp or 8000-8010:80.");
    }
}
