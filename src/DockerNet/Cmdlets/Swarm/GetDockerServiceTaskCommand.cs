using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets tasks of services: those that are to run, and the ended ones that the swarm still knows.</summary>
[Cmdlet(VerbsCommon.Get, "DockerServiceTask")]
[OutputType(typeof(ServiceTask))]
public sealed class GetDockerServiceTaskCommand : DockerCmdlet
{
    /// <summary>The services; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceRef[] Service { get; set; } = [new("*")];

    /// <summary>Only tasks on these nodes.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeRef[]? Node { get; set; }

    /// <summary>Only tasks that are to run, now or soon.</summary>
    [Parameter]
    public SwitchParameter Wanted { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var nodes = Node is null ? null : Find(Node).Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var service in Find(Service))
        {
            Try(() =>
            {
                foreach (var task in Await(token => EngineOf(service.Engine).Services.GetTasksAsync(service, token)))
                {
                    if ((nodes is null || nodes.Contains(task.NodeId)) && (!Wanted || task.Wanted))
                    {
                        WriteObject(task);
                    }
                }
            });
        }
    }
}
