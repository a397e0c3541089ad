using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets the nodes of a swarm, as a manager knows them.</summary>
[Cmdlet(VerbsCommon.Get, "DockerNode")]
[OutputType(typeof(SwarmNode))]
public sealed class GetDockerNodeCommand : DockerCmdlet
{
    /// <summary>The nodes; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeRef[] Node { get; set; } = [new("*")];

    /// <summary>Parts of which one must fit.</summary>
    [Parameter]
    public NodeRole[] Role { get; set; } = [];

    /// <summary>Labels that must all fit; an empty value fits any.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var labels = Label.ToText();
        foreach (var node in Find(Node))
        {
            if ((Role.Length == 0 || Role.Contains(node.Role))
                && labels.All(label => node.Labels.TryGetValue(label.Key, out var value) && (label.Value.Length == 0 || label.Value == value)))
            {
                WriteObject(node);
            }
        }
    }
}
