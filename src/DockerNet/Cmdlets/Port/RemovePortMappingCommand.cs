using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Publishes ports no longer, of a configuration or of containers that exist already.</summary>
[Cmdlet(VerbsCommon.Remove, "PortMapping", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class RemovePortMappingCommand : ContainerReplacementCmdlet
{
    /// <summary>The mappings: a container port alone stands for all its mappings.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Publish")]
    [ValidateNotNullOrEmpty]
    public PortMapping[] Port { get; set; } = [];

    /// <summary>The containers, or a configuration that the mappings are taken from.</summary>
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
            Try(() => WriteObject(config.WithoutPorts(Port)));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Replace(container, $"Remove port mapping {string.Join(", ", Port.AsEnumerable())}", config => config.WithoutPorts(Port, container.Ports));
        }
    }
}
