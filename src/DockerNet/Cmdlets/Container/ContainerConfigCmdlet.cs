using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>What describes a container: parameters alone, over a configuration, or over that of an existing container. What is given
/// replaces what was there; environment variables, labels and kernel parameters are added by name.</summary>
public abstract class ContainerConfigCmdlet : DockerCmdlet
{
    private const string ByImage = "Image";
    private const string ByConfig = "Config";
    private const string ByContainer = "FromContainer";

    /// <summary>The name of the parameter set that is bound where nothing decides.</summary>
    private protected const string DefaultSet = ByImage;

    /// <summary>A configuration made by New-ContainerConfig.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByConfig)]
    public ContainerConfig? Config { get; set; }

    /// <summary>The containers whose configuration is taken.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = ByContainer)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] FromContainer { get; set; } = [];

    /// <summary>The image.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = ByImage)]
    [Parameter(ParameterSetName = ByConfig)]
    [Parameter(ParameterSetName = ByContainer)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string? Image { get; set; }

    /// <summary>The command and its arguments; one string with blanks is split into words.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true, ParameterSetName = ByImage)]
    [Parameter(ParameterSetName = ByConfig)]
    [Parameter(ParameterSetName = ByContainer)]
    public string[] Command { get; set; } = [];

    /// <summary>The name; the engine chooses one where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>What the command is handed to, instead of the image's entrypoint; an empty string for nothing.</summary>
    [Parameter]
    [AllowEmptyString]
    public string[] Entrypoint { get; set; } = [];

    /// <summary>Environment variables.</summary>
    [Parameter]
    [Alias("Env")]
    public IDictionary? Environment { get; set; }

    /// <summary>Files of environment variables, NAME=value a line; -Environment goes over them.</summary>
    [Parameter]
    [Alias("EnvFile")]
    public string[] EnvironmentFile { get; set; } = [];

    /// <summary>Labels.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The folder that the command runs in.</summary>
    [Parameter]
    [Alias("WorkDir")]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>The user, and after a colon the group, by name or number.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The host name; the short id where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HostName { get; set; }

    /// <summary>The domain name.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DomainName { get; set; }

    /// <summary>Keeps stdin open.</summary>
    [Parameter]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Gives it a terminal.</summary>
    [Parameter]
    public SwitchParameter Tty { get; set; }

    /// <summary>Has the engine remove it when it ends.</summary>
    [Parameter]
    [Alias("Rm")]
    public SwitchParameter AutoRemove { get; set; }

    /// <summary>When the engine starts it again: no, always, unless-stopped, on-failure[:times].</summary>
    [Parameter]
    [Alias("Restart")]
    [ArgumentCompleter(typeof(ContainerOptionCompleter))]
    public RestartPolicy? RestartPolicy { get; set; }

    /// <summary>The signal that stops it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerOptionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? StopSignal { get; set; }

    /// <summary>Seconds that it may take to stop before it is killed; -1 for as long as it wants.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int? StopTimeout { get; set; }

    /// <summary>What finds out whether it is healthy: one string is a line for its shell, several are a command and its arguments.</summary>
    [Parameter]
    [Alias("HealthCmd")]
    [ValidateNotNullOrEmpty]
    public string[] HealthCommand { get; set; } = [];

    /// <summary>The time between two health checks.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? HealthInterval { get; set; }

    /// <summary>How long a health check may take.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? HealthTimeout { get; set; }

    /// <summary>How long after the start failed health checks do not count.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? HealthStartPeriod { get; set; }

    /// <summary>The time between two health checks during the start period.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? HealthStartInterval { get; set; }

    /// <summary>How many failed health checks in a row make it unhealthy.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? HealthRetries { get; set; }

    /// <summary>Turns off the image's health check.</summary>
    [Parameter]
    public SwitchParameter NoHealthCheck { get; set; }

    /// <summary>How much memory it may take.</summary>
    [Parameter]
    [Size]
    [ValidateRange(1, long.MaxValue)]
    public long? Memory { get; set; }

    /// <summary>How much memory and swap together it may take; -1 for swap without end.</summary>
    [Parameter]
    [Size]
    [ValidateRange(-1, long.MaxValue)]
    public long? MemorySwap { get; set; }

    /// <summary>How many processors it may take, such as 1.5.</summary>
    [Parameter]
    [ValidateRange(0.01, 4096.0)]
    public double? Cpus { get; set; }

    /// <summary>The size of /dev/shm.</summary>
    [Parameter]
    [Size]
    [ValidateRange(1, long.MaxValue)]
    public long? ShmSize { get; set; }

    /// <summary>Limits of its processes, name=soft[:hard].</summary>
    [Parameter]
    [ValidateNotNull]
    public Ulimit[] Ulimit { get; set; } = [];

    /// <summary>Kernel parameters of its namespaces.</summary>
    [Parameter]
    public IDictionary? Sysctl { get; set; }

    /// <summary>Linux capabilities that it gets beside the usual ones.</summary>
    [Parameter]
    [Alias("CapAdd")]
    [ArgumentCompleter(typeof(ContainerOptionCompleter))]
    public string[] CapabilityAdd { get; set; } = [];

    /// <summary>Linux capabilities that it does not get.</summary>
    [Parameter]
    [Alias("CapDrop")]
    [ArgumentCompleter(typeof(ContainerOptionCompleter))]
    public string[] CapabilityDrop { get; set; } = [];

    /// <summary>Security options.</summary>
    [Parameter]
    [Alias("SecurityOpt")]
    [ArgumentCompleter(typeof(ContainerOptionCompleter))]
    public string[] SecurityOption { get; set; } = [];

    /// <summary>Lets it do nearly all that the host may.</summary>
    [Parameter]
    public SwitchParameter Privileged { get; set; }

    /// <summary>Makes its own file system read-only.</summary>
    [Parameter]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>Devices of the host, HOSTPATH[:CONTAINERPATH][:PERMISSIONS].</summary>
    [Parameter]
    public DeviceMapping[] Device { get; set; } = [];

    /// <summary>Processors of graphics cards: all, a number, or device=….</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerOptionCompleter))]
    public GpuRequest? Gpus { get; set; }

    /// <summary>DNS servers.</summary>
    [Parameter]
    public System.Net.IPAddress[] Dns { get; set; } = [];

    /// <summary>Domains that short names are looked up in.</summary>
    [Parameter]
    public string[] DnsSearch { get; set; } = [];

    /// <summary>Options of the resolver.</summary>
    [Parameter]
    public string[] DnsOption { get; set; } = [];

    /// <summary>Further lines of /etc/hosts, name:address; the address host-gateway is the host's.</summary>
    [Parameter]
    [Alias("AddHost")]
    public string[] ExtraHost { get; set; } = [];

    /// <summary>Has an init process pass on signals and collect the dead.</summary>
    [Parameter]
    public SwitchParameter Init { get; set; }

    /// <summary>The driver that keeps its output.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerOptionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? LogDriver { get; set; }

    /// <summary>Options of the log driver.</summary>
    [Parameter]
    [Alias("LogOpt")]
    public IDictionary? LogOption { get; set; }

    /// <summary>The networks: bridge, host, none, container:NAME, a name, or the long form name=…,alias=…,ip=…; a network or a container as an object.</summary>
    [Parameter]
    [Alias("Net")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkAttachment[] Network { get; set; } = [];

    /// <summary>Further names on the first network.</summary>
    [Parameter]
    public string[] NetworkAlias { get; set; } = [];

    /// <summary>The IPv4 address to have on the first network.</summary>
    [Parameter]
    [Alias("IP")]
    [ValidateNotNullOrEmpty]
    public string? IPAddress { get; set; }

    /// <summary>The IPv6 address to have on the first network.</summary>
    [Parameter]
    [Alias("IP6")]
    [ValidateNotNullOrEmpty]
    public string? IPv6Address { get; set; }

    /// <summary>The MAC address to have on the first network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MacAddress { get; set; }

    /// <summary>Links to other containers, container[:alias].</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerLink[] Link { get; set; } = [];

    /// <summary>Ports to publish, [[ADDRESS:][HOSTPORT]:]CONTAINERPORT[/PROTOCOL].</summary>
    [Parameter]
    [Alias("Publish")]
    [ArgumentCompleter(typeof(FreePortCompleter))]
    public PortMapping[] Port { get; set; } = [];

    /// <summary>Publishes all exposed ports on free ports of the host.</summary>
    [Parameter]
    public SwitchParameter PublishAll { get; set; }

    /// <summary>Ports to expose besides those that are published or that the image exposes, PORT[/PROTOCOL].</summary>
    [Parameter]
    public string[] Expose { get; set; } = [];

    /// <summary>Volumes and folders to mount, [SOURCE:]TARGET[:OPTIONS]. Relative paths, ~ and PowerShell's drives are understood.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MountCompleter))]
    public Mount[] Volume { get; set; } = [];

    /// <summary>What else to mount, type=…,source=…,target=…, a hashtable of that, or a mount of another container.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MountCompleter))]
    public Mount[] Mount { get; set; } = [];

    /// <summary>Has the engine make folders that are to be mounted and are missing, rather than fail.</summary>
    [Parameter]
    public SwitchParameter CreateSource { get; set; }

    /// <summary>Folders to have in memory, TARGET[:OPTIONS].</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Tmpfs { get; set; } = [];

    /// <summary>Containers whose mounts it gets too, CONTAINER[:ro].</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] VolumesFrom { get; set; } = [];

    /// <summary>The platform of the image, os[/architecture[/variant]].</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <summary>When the image is pulled.</summary>
    [Parameter]
    [Alias("Pull")]
    public PullPolicy PullPolicy { get; set; }

    /// <summary>Does what the cmdlet is for with one configuration, which does not contradict itself.</summary>
    private protected abstract void Process(ContainerConfig config);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case ByConfig:
                Try(() => ProcessChecked(Config!));
                break;
            case ByContainer:
                foreach (var container in Find(FromContainer))
                {
                    Try(() =>
                    {
                        var engine = EngineOf(container.Engine);
                        ProcessChecked(Await(token => engine.Containers.GetConfigAsync(container, keepVolumes: false, token)));
                    });
                }

                break;
            default:
                Try(() => ProcessChecked(new() { Image = Image! }));
                break;
        }
    }

    private void ProcessChecked(ContainerConfig basis)
    {
        var config = Changed(basis);
        config.Validate();
        Process(config);
    }

    private ContainerConfig Changed(ContainerConfig basis)
    {
        // -Engine on the command line says where it is to be; one that came with the container says where it was.
        var engine = Engine is [var only] && ParameterSetName is not ByContainer ? only.Engine : basis.Engine;
        return basis with
        {
            Engine = engine,
            Image = Image ?? basis.Image,
            Command = Or(nameof(Command), CommandWords.Of(Command), basis.Command),
            Name = Name ?? basis.Name,
            Entrypoint = IsGiven(nameof(Entrypoint)) ? (Entrypoint is [""] ? [] : CommandWords.Of(Entrypoint)) : basis.Entrypoint,
            Environment = Added(basis.Environment, [.. EnvironmentFile.SelectMany(this.ExistingFiles).SelectMany(DockerNet.EnvironmentFile.Read), .. Environment.ToText()]),
            Labels = Added(basis.Labels, Label.ToText()),
            WorkingDirectory = WorkingDirectory ?? basis.WorkingDirectory,
            User = User ?? basis.User,
            HostName = HostName ?? basis.HostName,
            DomainName = DomainName ?? basis.DomainName,
            Interactive = Or(nameof(Interactive), Interactive.ToBool(), basis.Interactive),
            Tty = Or(nameof(Tty), Tty.ToBool(), basis.Tty),
            AutoRemove = Or(nameof(AutoRemove), AutoRemove.ToBool(), basis.AutoRemove),
            RestartPolicy = RestartPolicy ?? basis.RestartPolicy,
            StopSignal = StopSignal ?? basis.StopSignal,
            StopTimeout = StopTimeout ?? basis.StopTimeout,
            HealthCheck = Health(basis.HealthCheck),
            Memory = Memory ?? basis.Memory,
            MemorySwap = MemorySwap ?? basis.MemorySwap,
            Cpus = Cpus ?? basis.Cpus,
            ShmSize = ShmSize ?? basis.ShmSize,
            Ulimits = Or(nameof(Ulimit), Ulimit, basis.Ulimits),
            Sysctls = Added(basis.Sysctls, Sysctl.ToText()),
            CapabilitiesAdded = Or(nameof(CapabilityAdd), CapabilityAdd, basis.CapabilitiesAdded),
            CapabilitiesDropped = Or(nameof(CapabilityDrop), CapabilityDrop, basis.CapabilitiesDropped),
            SecurityOptions = Or(nameof(SecurityOption), SecurityOption, basis.SecurityOptions),
            Privileged = Or(nameof(Privileged), Privileged.ToBool(), basis.Privileged),
            ReadOnly = Or(nameof(ReadOnly), ReadOnly.ToBool(), basis.ReadOnly),
            Devices = Or(nameof(Device), Device, basis.Devices),
            Gpus = Gpus ?? basis.Gpus,
            Dns = Or(nameof(Dns), Dns.Select(server => server.ToString()).ToList(), basis.Dns),
            DnsSearch = Or(nameof(DnsSearch), DnsSearch, basis.DnsSearch),
            DnsOptions = Or(nameof(DnsOption), DnsOption, basis.DnsOptions),
            ExtraHosts = Or(nameof(ExtraHost), ExtraHost, basis.ExtraHosts),
            Init = IsGiven(nameof(Init)) ? Init.ToBool() : basis.Init,
            LogDriver = LogDriver ?? basis.LogDriver,
            LogOptions = IsGiven(nameof(LogDriver)) ? LogOption.ToText() : Added(basis.LogOptions, LogOption.ToText()),
            Networks = Networks(basis.Networks),
            Links = Or(nameof(Link), Link, basis.Links),
            Ports = Or(nameof(Port), Port, basis.Ports),
            ExposedPorts = Or(nameof(Expose), Expose, basis.ExposedPorts),
            PublishAll = Or(nameof(PublishAll), PublishAll.ToBool(), basis.PublishAll),
            Mounts = IsGiven(nameof(Volume)) || IsGiven(nameof(Mount)) ? Mounts(engine) : basis.Mounts,
            Tmpfs = IsGiven(nameof(Tmpfs)) ? Memories() : basis.Tmpfs,
            VolumesFrom = Or(nameof(VolumesFrom), VolumesFrom, basis.VolumesFrom),
            Platform = Platform ?? basis.Platform,
            PullPolicy = Or(nameof(PullPolicy), PullPolicy, basis.PullPolicy),
        };
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);

    private T Or<T>(string parameter, T given, T otherwise) => IsGiven(parameter) ? given : otherwise;

    [SuppressMessage("Performance", "CA1859", Justification = "The table is passed on as what the configuration has.")]
    private static IReadOnlyDictionary<string, string> Added(IReadOnlyDictionary<string, string> basis, IEnumerable<KeyValuePair<string, string>> given)
    {
        var table = new Dictionary<string, string>(basis, StringComparer.Ordinal);
        foreach (var (key, value) in given)
        {
            table[key] = value;
        }

        return table;
    }

    private HealthCheck? Health(HealthCheck? basis)
    {
        var times = (HealthInterval ?? HealthTimeout ?? HealthStartPeriod ?? HealthStartInterval) is not null || HealthRetries is not null;
        if (NoHealthCheck)
        {
            return times || IsGiven(nameof(HealthCommand))
                ? throw InputError.Invalid("ConflictingParameters", "Health checks that are turned off have no command and no times.", Name ?? Image, "Give either -NoHealthCheck or the -Health… parameters.")
                : HealthCheck.None;
        }

        if (!times && !IsGiven(nameof(HealthCommand)))
        {
            return basis;
        }

        basis ??= new();
        return basis with
        {
            Test = HealthCommand switch
            {
                [] => basis.Test,
                [var line] => ["CMD-SHELL", line],
                _ => ["CMD", .. HealthCommand],
            },
            Interval = HealthInterval ?? basis.Interval,
            Timeout = HealthTimeout ?? basis.Timeout,
            StartPeriod = HealthStartPeriod ?? basis.StartPeriod,
            StartInterval = HealthStartInterval ?? basis.StartInterval,
            Retries = HealthRetries ?? basis.Retries,
        };
    }

    private IReadOnlyList<NetworkAttachment> Networks(IReadOnlyList<NetworkAttachment> basis)
    {
        var networks = Or(nameof(Network), Network, basis);
        if (NetworkAlias.Length == 0 && (IPAddress ?? IPv6Address ?? MacAddress) is null)
        {
            return networks;
        }

        var first = networks.Count > 0 ? networks[0] : new() { Network = "default" };
        first = first with
        {
            Aliases = NetworkAlias.Length > 0 ? [.. first.Aliases, .. NetworkAlias] : first.Aliases,
            IPAddress = IPAddress ?? first.IPAddress,
            IPv6Address = IPv6Address ?? first.IPv6Address,
            MacAddress = MacAddress ?? first.MacAddress,
        };
        return [first, .. networks.Skip(1)];
    }

    private List<Mount> Mounts(string? engine)
    {
        var mounts = Volume.Concat(Mount).ToList();
        var isLocal = !mounts.Exists(mount => mount.Type is MountType.Bind) || DockerEngine.IsLocalAt(engine);
        return [.. mounts.Select(mount => this.WithFullSource(mount, engine ?? "the default one", isLocal, CreateSource))];
    }

    private Dictionary<string, string> Memories()
    {
        var table = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var memory in Tmpfs)
        {
            var colon = memory.IndexOf(':', StringComparison.Ordinal);
            var target = colon < 0 ? memory : memory[..colon];
            if (!table.TryAdd(target, colon < 0 ? "" : memory[(colon + 1)..]))
            {
                throw InputError.Invalid("ConflictingParameters", $"'{target}' is the target of two mounts.", target, "Give each target once.");
            }
        }

        return table;
    }
}
