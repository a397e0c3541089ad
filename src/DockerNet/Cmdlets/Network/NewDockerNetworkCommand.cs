using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Creates a network.</summary>
[Cmdlet(VerbsCommon.New, "DockerNetwork", SupportsShouldProcess = true)]
[OutputType(typeof(Network))]
public sealed class NewDockerNetworkCommand : DockerCmdlet
{
    /// <summary>The names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = [];

    /// <summary>The driver.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NetworkDriverCompleter))]
    public string Driver { get; set; } = "bridge";

    /// <summary>Address pools, in CIDR notation.</summary>
    [Parameter]
    public string[] Subnet { get; set; } = [];

    /// <summary>Gateways, at most one a subnet.</summary>
    [Parameter]
    public string[] Gateway { get; set; } = [];

    /// <summary>Parts of the subnets that containers get addresses from.</summary>
    [Parameter]
    public string[] IPRange { get; set; } = [];

    /// <summary>Names and addresses that others on the same link hold.</summary>
    [Parameter]
    [Alias("AuxAddress")]
    public IDictionary? AuxiliaryAddress { get; set; }

    /// <summary>Gives IPv6 addresses.</summary>
    [Parameter]
    public SwitchParameter IPv6 { get; set; }

    /// <summary>Has no way out.</summary>
    [Parameter]
    public SwitchParameter Internal { get; set; }

    /// <summary>Lets containers that belong to no service connect.</summary>
    [Parameter]
    public SwitchParameter Attachable { get; set; }

    /// <summary>The host's interface that a macvlan or ipvlan network is put on.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ParentInterfaceCompleter))]
    public string? Parent { get; set; }

    /// <summary>How a macvlan (bridge, private, vepa, passthru) or ipvlan network (l2, l3, l3s) lets its containers talk.</summary>
    [Parameter]
    [ValidateSet("bridge", "private", "vepa", "passthru", "l2", "l3", "l3s")]
    public string? Mode { get; set; }

    /// <summary>Encrypts what an overlay network sends between hosts.</summary>
    [Parameter]
    public SwitchParameter Encrypted { get; set; }

    /// <summary>Options of the driver.</summary>
    [Parameter]
    public IDictionary? Option { get; set; }

    /// <summary>The driver that manages addresses.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string IpamDriver { get; set; } = "default";

    /// <summary>Options of the IPAM driver.</summary>
    [Parameter]
    public IDictionary? IpamOption { get; set; }

    /// <summary>Labels.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>The network that holds the configuration.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef? ConfigFrom { get; set; }

    /// <summary>Only holds a configuration for others.</summary>
    [Parameter]
    public SwitchParameter ConfigOnly { get; set; }

    /// <summary>Is the swarm's routing mesh.</summary>
    [Parameter]
    public SwitchParameter Ingress { get; set; }

    /// <summary>Where the network is known.</summary>
    [Parameter]
    [ValidateSet("local", "swarm", "global")]
    public string? Scope { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name)
        {
            Try(() =>
            {
                var config = Config(name);
                config.Validate();
                foreach (var engine in Engines())
                {
                    if (ShouldProcess(name, "Create network"))
                    {
                        Try(() => WriteObject(Await(token => engine.Networks.CreateAsync(config, token)) with { Containers = null }));
                    }
                }
            });
        }
    }

    private NetworkConfig Config(string name)
    {
        var options = new Dictionary<string, string>(Option.ToText());
        if (Driver is not ("macvlan" or "ipvlan") && (Parent ?? Mode) is { } lone)
        {
            throw InputError.Invalid("ConflictingParameters", $"Only macvlan and ipvlan networks have a parent interface and a mode; '{Driver}' has none.", lone, "Give -Driver macvlan or -Driver ipvlan.");
        }

        if (Encrypted && Driver is not "overlay")
        {
            throw InputError.Invalid("ConflictingParameters", $"Only an overlay network is encrypted; '{Driver}' never leaves its host.", name, "Give -Driver overlay with -Encrypted.");
        }

        foreach (var (option, value) in new[] { ("parent", Parent), ($"{Driver}_mode", Mode) })
        {
            if (value is not null && !options.TryAdd(option, value) && options[option] != value)
            {
                throw InputError.Invalid("ConflictingParameters", $"The option '{option}' is given twice: as '{value}' and, with -Option, as '{options[option]}'.", value, "Give it once.");
            }
        }

        if (Encrypted)
        {
            options["encrypted"] = "";
        }

        return new()
        {
            Name = name,
            Driver = Driver,
            Subnets = SubnetPlan.Combine(Subnet, Gateway, IPRange, AuxiliaryAddress.ToText()),
            IPv6 = MyInvocation.BoundParameters.ContainsKey(nameof(IPv6)) ? IPv6.ToBool() : null,
            Internal = Internal,
            Attachable = Attachable,
            Ingress = Ingress,
            ConfigOnly = ConfigOnly,
            ConfigFrom = ConfigFrom?.Text,
            Scope = Scope,
            IpamDriver = IpamDriver,
            IpamOptions = IpamOption.ToText(),
            Options = options,
            Labels = Label.ToText(),
        };
    }
}
