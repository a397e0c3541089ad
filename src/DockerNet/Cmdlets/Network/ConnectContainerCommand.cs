using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Connects containers to networks.</summary>
[Cmdlet(VerbsCommunications.Connect, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(ContainerNetwork), typeof(Container), typeof(ContainerConfig))]
public sealed class ConnectContainerCommand : DockerCmdlet
{
    /// <summary>The network, by name, id or object.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("NetworkId")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef[] Network { get; set; } = [];

    /// <summary>The containers, or a configuration that the network is added to.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerOrConfig[] Container { get; set; } = [];

    /// <summary>The IPv4 address to have on the network.</summary>
    [Parameter]
    [Alias("IP")]
    [ValidateNotNullOrEmpty]
    public string? IPAddress { get; set; }

    /// <summary>The IPv6 address to have on the network.</summary>
    [Parameter]
    [Alias("IP6")]
    [ValidateNotNullOrEmpty]
    public string? IPv6Address { get; set; }

    /// <summary>Link-local addresses to have.</summary>
    [Parameter]
    public string[] LinkLocalAddress { get; set; } = [];

    /// <summary>Further names on the network.</summary>
    [Parameter]
    public string[] Alias { get; set; } = [];

    /// <summary>The MAC address to have on the network.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MacAddress { get; set; }

    /// <summary>Links to other containers, container[:alias].</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerLink[] Link { get; set; } = [];

    /// <summary>Options of the network driver for this endpoint.</summary>
    [Parameter]
    public IDictionary? DriverOption { get; set; }

    /// <summary>The endpoint with the highest priority gives the default gateway.</summary>
    [Parameter]
    public long? GatewayPriority { get; set; }

    /// <summary>Emits the container instead of its endpoint.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var config in Container.Select(target => target.Config).OfType<ContainerConfig>())
        {
            Try(() =>
            {
                var changed = config with { Networks = [.. config.Networks, .. Network.Select(Attachment)] };
                changed.Validate();
                WriteObject(changed);
            });
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Try(() => Connect(container));
        }
    }

    private void Connect(Container container)
    {
        var engine = EngineOf(container.Engine);
        foreach (var network in Network)
        {
            if (ShouldProcess(container.Name, $"Connect to network {network}"))
            {
                Try(() =>
                {
                    var endpoint = Await(token => engine.Networks.ConnectAsync(container, Attachment(network), token));
                    if (!PassThru)
                    {
                        WriteObject(endpoint);
                    }
                });
            }
        }

        if (PassThru && !IsWhatIf)
        {
            WriteObject(Await(token => engine.Containers.GetAsync(container.Id, token)));
        }
    }

    private NetworkAttachment Attachment(NetworkRef network) => new()
    {
        Network = network.Text,
        IPAddress = IPAddress,
        IPv6Address = IPv6Address,
        LinkLocalAddresses = LinkLocalAddress,
        Aliases = Alias,
        MacAddress = MacAddress,
        Links = [.. Link.Select(link => link.ToString())],
        DriverOptions = DriverOption.ToText(),
        GatewayPriority = GatewayPriority,
    };
}
