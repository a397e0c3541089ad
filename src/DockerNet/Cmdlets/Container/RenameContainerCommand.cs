using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gives containers other names.</summary>
[Cmdlet(VerbsCommon.Rename, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class RenameContainerCommand : ParallelDockerCmdlet
{
    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>The name to have; in a pipeline a script block can make it of each: { "old-$($_.Name)" }.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string NewName { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var name = NewName;
        foreach (var container in Find(Container))
        {
            if (ShouldProcess(container.Name, $"Rename container to {name}"))
            {
                var engine = EngineOf(container.Engine);
                InParallel(token => engine.Containers.RenameAsync(container, name, token), WriteObject);
            }
        }
    }
}
