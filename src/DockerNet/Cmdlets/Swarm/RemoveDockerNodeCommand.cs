using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Removes nodes from a swarm's list.</summary>
[Cmdlet(VerbsCommon.Remove, "DockerNode", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveDockerNodeCommand : ParallelDockerCmdlet
{
    /// <summary>The nodes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeRef[] Node { get; set; } = [];

    /// <summary>Removes those that did not leave, too.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var node in Find(Node))
        {
            if (ShouldProcess(node.ToString(), "Remove node from the swarm"))
            {
                var engine = EngineOf(node.Engine);
                InParallel(token => engine.Nodes.RemoveAsync(node, Force, token));
            }
        }
    }
}
