using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Disconnects containers from networks.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class DisconnectContainerCommand : DockerCmdlet
{
    /// <summary>The networks; with a wildcard, those of the container that fit.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("NetworkId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef[] Network { get; set; } = [];

    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>Removes an endpoint that only the engine thinks is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the container.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            var engine = EngineOf(container.Engine);
            var changed = false;
            foreach (var network in Find(Network.Select(network => new NetworkRef(network.Text))).Where(network => network.Engine == container.Engine && IsMeant(network, container)))
            {
                if (ShouldProcess(container.Name, $"Disconnect from network {network.Name}"))
                {
                    changed |= Try(() => Await(token => engine.Networks.DisconnectAsync(container, network, Force, token)));
                }
            }

            if (PassThru && changed)
            {
                Try(() => WriteObject(Await(token => engine.Containers.GetAsync(container.Id, token))));
            }
        }
    }

    /// <summary>A pattern means only networks that the container is on; a name is always meant, and told when it is wrong.</summary>
    private bool IsMeant(Network network, Container container) =>
        Array.Exists(Network, reference => !reference.IsPattern) || container.Networks.Any(endpoint => endpoint.Network == network.Name);
}
