using System.ComponentModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace DockerNet;

/// <summary>A container before it exists. Immutable: what adds to a configuration passes on a changed copy.</summary>
/// <remarks>What is null or empty is the image's, else the engine's default. Source of the fields: ContainerCreate of the
/// <see href="https://docs.docker.com/reference/api/engine/">engine API</see>.</remarks>
[TypeConverter(typeof(ContainerConfigConverter))]
public sealed record ContainerConfig
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The image.</summary>
    public required string Image { get; init; }

    /// <summary>The name; null lets the engine choose one.</summary>
    public string? Name { get; init; }

    /// <summary>The command and its arguments; empty for the image's own.</summary>
    public IReadOnlyList<string> Command { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>What the command is handed to; null for the image's own, empty for nothing.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init => field = value is null ? null : Items<string>.Of(value); }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>The folder that the command runs in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The user, and after a colon the group, by name or number.</summary>
    public string? User { get; init; }

    /// <summary>The host name; null for the short id.</summary>
    public string? HostName { get; init; }

    /// <summary>The domain name.</summary>
    public string? DomainName { get; init; }

    /// <summary>Whether stdin stays open though nobody is attached (<c>-i</c>).</summary>
    public bool Interactive { get; init; }

    /// <summary>Whether stdin ends when the first who attached to it leaves, as <c>docker run -i</c> has it.</summary>
    public bool InteractiveOnce { get; init; }

    /// <summary>Whether it gets a terminal (<c>-t</c>).</summary>
    public bool Tty { get; init; }

    /// <summary>Whether the engine removes it when it ends (<c>--rm</c>).</summary>
    public bool AutoRemove { get; init; }

    /// <summary>When the engine starts it again.</summary>
    public RestartPolicy? RestartPolicy { get; init; }

    /// <summary>The signal that stops it, such as <c>SIGQUIT</c>.</summary>
    public string? StopSignal { get; init; }

    /// <summary>How long it may take to stop before it is killed, in seconds; -1 for as long as it wants.</summary>
    public int? StopTimeout { get; init; }

    /// <summary>How the engine finds out whether it is healthy.</summary>
    public HealthCheck? HealthCheck { get; init; }

    /// <summary>How much memory it may take, in bytes.</summary>
    public long? Memory { get; init; }

    /// <summary>How much memory and swap together it may take, in bytes; -1 for swap without end.</summary>
    public long? MemorySwap { get; init; }

    /// <summary>How many processors it may take, such as 1.5.</summary>
    public double? Cpus { get; init; }

    /// <summary>The size of <c>/dev/shm</c>, in bytes.</summary>
    public long? ShmSize { get; init; }

    /// <summary>Limits of its processes.</summary>
    public IReadOnlyList<Ulimit> Ulimits { get; init => field = Items<Ulimit>.Of(value); } = Items<Ulimit>.None;

    /// <summary>Kernel parameters of its namespaces.</summary>
    public IReadOnlyDictionary<string, string> Sysctls { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Linux capabilities that it gets beside the usual ones.</summary>
    public IReadOnlyList<string> CapabilitiesAdded { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Linux capabilities that it does not get.</summary>
    public IReadOnlyList<string> CapabilitiesDropped { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Security options, such as <c>no-new-privileges</c>.</summary>
    public IReadOnlyList<string> SecurityOptions { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Whether it may do nearly all that the host may.</summary>
    public bool Privileged { get; init; }

    /// <summary>Whether its own file system is read-only.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Devices of the host.</summary>
    public IReadOnlyList<DeviceMapping> Devices { get; init => field = Items<DeviceMapping>.Of(value); } = Items<DeviceMapping>.None;

    /// <summary>Processors of graphics cards.</summary>
    public GpuRequest? Gpus { get; init; }

    /// <summary>DNS servers.</summary>
    public IReadOnlyList<string> Dns { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Domains that short names are looked up in.</summary>
    public IReadOnlyList<string> DnsSearch { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Options of the resolver.</summary>
    public IReadOnlyList<string> DnsOptions { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Further lines of <c>/etc/hosts</c>, <c>name:address</c>; the address <c>host-gateway</c> is the host's.</summary>
    public IReadOnlyList<string> ExtraHosts { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Whether an init process passes on signals and collects the dead; null leaves it to the engine.</summary>
    public bool? Init { get; init; }

    /// <summary>The driver that keeps its output; null for the engine's default.</summary>
    public string? LogDriver { get; init; }

    /// <summary>Options of the log driver.</summary>
    public IReadOnlyDictionary<string, string> LogOptions { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>The networks, the first one decides the mode; empty for the default bridge.</summary>
    public IReadOnlyList<NetworkAttachment> Networks { get; init => field = Items<NetworkAttachment>.Of(value); } = Items<NetworkAttachment>.None;

    /// <summary>Links to other containers, on the first network.</summary>
    public IReadOnlyList<ContainerLink> Links { get; init => field = Items<ContainerLink>.Of(value); } = Items<ContainerLink>.None;

    /// <summary>Ports published on the host.</summary>
    public IReadOnlyList<PortMapping> Ports { get; init => field = Items<PortMapping>.Of(value); } = Items<PortMapping>.None;

    /// <summary>Ports told to be served, <c>port[/protocol]</c>, besides the published ones and those of the image.</summary>
    public IReadOnlyList<string> ExposedPorts { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Whether all exposed ports are published on free ports of the host (<c>-P</c>).</summary>
    public bool PublishAll { get; init; }

    /// <summary>What is mounted in it.</summary>
    public IReadOnlyList<Mount> Mounts { get; init => field = Items<Mount>.Of(value); } = Items<Mount>.None;

    /// <summary>Memory mounted in it: the folder and the mount's options, such as <c>size=64m,noexec</c> (<c>--tmpfs</c>).</summary>
    public IReadOnlyDictionary<string, string> Tmpfs { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Containers whose volumes and binds it gets too, <c>container[:ro]</c>.</summary>
    public IReadOnlyList<string> VolumesFrom { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The platform of the image, <c>os[/architecture[/variant]]</c>; null for the engine's own.</summary>
    public string? Platform { get; init; }

    /// <summary>When the image is pulled.</summary>
    public PullPolicy PullPolicy { get; init; }

    /// <summary>The engine that is to keep it; null for the default one.</summary>
    public string? Engine { get; init; }

    /// <summary>The creation's body (JSON) that makes the container again that this was read from: what this record says otherwise is
    /// laid over it, and what it has no word for stays. Null for a configuration made from scratch.</summary>
    [JsonInclude]
    internal string? Origin { get; init; }

    /// <summary>Says what contradicts itself before the engine is asked.</summary>
    /// <exception cref="DockerNetException">What contradicts itself, mostly <c>ConflictingParameters</c>.</exception>
    public void Validate() => ContainerContradictions.Check(this);

    /// <summary>All of it as JSON, for the way through a job or a remote session.</summary>
    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>What <see cref="ToJson"/> wrote.</summary>
    internal static ContainerConfig FromJson(string json) => JsonSerializer.Deserialize<ContainerConfig>(json, Json)!;
}
