using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>A cmdlet that changes the ports of a configuration, or of containers that exist already.</summary>
public abstract class PortMappingCmdlet : ContainerReplacementCmdlet
{
    /// <summary>The containers, or a configuration, which is passed on with the change.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerOrConfig[] Container { get; set; } = [];

    /// <summary>What is done, as -Confirm says it.</summary>
    private protected abstract string Change { get; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var config in Container.Select(target => target.Config).OfType<ContainerConfig>())
        {
            Try(() => WriteObject(Changed(config, [])));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Replace(container, Change, config => Changed(config, container.Ports));
        }
    }

    /// <summary>The configuration with the change.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="bindings">What the container publishes, where it is one.</param>
    private protected abstract ContainerConfig Changed(ContainerConfig config, IReadOnlyList<PortBinding> bindings);
}
