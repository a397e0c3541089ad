using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Removes containers.</summary>
[Cmdlet(VerbsCommon.Remove, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveContainerCommand : ParallelDockerCmdlet
{
    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>Kills those that run.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Removes their anonymous volumes too.</summary>
    [Parameter]
    public SwitchParameter Volume { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            if (ShouldProcess(container.Name, Volume ? "Remove container and its anonymous volumes" : "Remove container"))
            {
                var engine = EngineOf(container.Engine);
                InParallel(token => engine.Containers.RemoveAsync(container, Force, Volume, token));
            }
        }
    }
}
