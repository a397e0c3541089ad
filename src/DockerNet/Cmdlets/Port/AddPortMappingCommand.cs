using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Publishes further ports, of a configuration or of containers that exist already.</summary>
[Cmdlet(VerbsCommon.Add, "PortMapping", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class AddPortMappingCommand : ContainerReplacementCmdlet
{
    /// <summary>The mappings, [[address:][host port]:]container port[/protocol].</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Publish")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreePortCompleter))]
    public PortMapping[] Port { get; set; } = [];

    /// <summary>The containers, or a configuration that the mappings are added to.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerOrConfig[] Container { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var config in Container.Select(target => target.Config).OfType<ContainerConfig>())
        {
            Try(() => WriteObject(config.WithPorts(Port)));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Replace(container, $"Add port mapping {string.Join(", ", Port.AsEnumerable())} to '{container.Name}'", config => config.WithPorts(Port));
        }
    }
}
