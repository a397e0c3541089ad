using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Changes nodes of a swarm: whether they take tasks, their part, their labels. The wait is until no task is left on drained
/// ones.</summary>
[Cmdlet(VerbsCommon.Set, "DockerNode", SupportsShouldProcess = true)]
[OutputType(typeof(SwarmNode))]
public sealed class SetDockerNodeCommand : SwarmWaitCmdlet
{
    /// <summary>The nodes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NodeCompleter))]
    public NodeRef[] Node { get; set; } = [];

    /// <summary>Whether they take tasks.</summary>
    [Parameter]
    public NodeAvailability? Availability { get; set; }

    /// <summary>Their part in the swarm.</summary>
    [Parameter]
    public NodeRole? Role { get; set; }

    /// <summary>Labels to set; a $null value removes one. Others are kept.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var change = new NodeChange { Availability = Availability, Role = Role, Labels = Label.ToChanges() };
        foreach (var node in Find(Node))
        {
            Try(() => Change(node, change));
        }
    }

    private void Change(SwarmNode node, NodeChange change)
    {
        var words = string.Join(", ", new[]
        {
            Availability is null ? null : $"availability {Availability}",
            Role is null ? null : $"role {Role}",
            change.Labels.Count == 0 ? null : $"labels {string.Join(", ", change.Labels.Keys)}",
        }.OfType<string>());
        if (words.Length > 0 && !ShouldProcess(node.ToString(), $"Set {words}"))
        {
            return;
        }

        var engine = EngineOf(node.Engine);
        var changed = words.Length == 0 ? node : Await(token => engine.Nodes.ChangeAsync(node, change, token));
        if (Wait && changed.Availability is NodeAvailability.Drain)
        {
            var activity = $"Draining {changed}";
            try
            {
                Await(token => engine.Nodes.WaitDrainedAsync(
                    changed,
                    Timeout,
                    left => Post(() => WriteProgress(new(0, activity, left.Count == 0 ? "no task left" : $"{left.Count} tasks left: {string.Join(", ", left.Select(task => task.Name))}"))),
                    token));
            }
            finally
            {
                WriteProgress(new(0, activity, "done") { RecordType = ProgressRecordType.Completed });
            }
        }

        WriteObject(changed);
    }
}
