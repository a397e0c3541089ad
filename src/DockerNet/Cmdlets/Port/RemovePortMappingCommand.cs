using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Publishes ports no longer, of a configuration or of containers that exist already.</summary>
[Cmdlet(VerbsCommon.Remove, "PortMapping", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class RemovePortMappingCommand : ContainerReplacementCmdlet
{
    /// <summary>The mappings: a container port alone stands for all its mappings.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Publish")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PortMappingCompleter))]
    public PortMapping[] Port { get; set; } = [];

    /// <summary>The containers, or a configuration that the mappings are taken from.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerOrConfig[] Container { get; set; } = [];

    /// <summary>What the pipeline wants to have removed: a container that several mappings leave is replaced once.</summary>
    private readonly List<(Container Container, PortMapping[] Ports)> _removed = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var config in Container.Select(target => target.Config).OfType<ContainerConfig>())
        {
            Try(() => WriteObject(config.WithoutPorts(Port)));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            _removed.Add((container, Port));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var ofContainer in _removed.GroupBy(removed => (removed.Container.Engine, removed.Container.Id)))
        {
            var container = ofContainer.First().Container;
            var ports = ofContainer.SelectMany(removed => removed.Ports).Distinct().ToList();
            Replace(container, $"Remove port mapping {string.Join(", ", ports)} from '{container.Name}'", config => config.WithoutPorts(ports, container.Ports));
        }
    }
}
