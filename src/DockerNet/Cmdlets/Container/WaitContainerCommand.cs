using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Waits until containers run, are healthy, have ended or are gone.</summary>
[Cmdlet(VerbsLifecycle.Wait, "Container")]
[OutputType(typeof(Container))]
public sealed class WaitContainerCommand : ParallelDockerCmdlet
{
    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>What they are to be.</summary>
    [Parameter(Position = 1)]
    public ContainerCondition Condition { get; set; } = ContainerCondition.Exited;

    /// <summary>How long to wait at most, in seconds or such as 1m30s; without end where not given.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Container.SelectMany(reference => MayBeGone(reference) ? FindIfThere(reference) : Find([reference])))
        {
            var engine = EngineOf(container.Engine);
            InParallel(token => engine.Containers.WaitAsync(container, Condition, Timeout, token), WriteObject);
        }
    }

    /// <summary>An object whose container is gone already is just what was waited for; a name may also be misspelt.</summary>
    private bool MayBeGone(ContainerRef reference) => Condition is ContainerCondition.Removed && reference.Engine is not null;

    private List<Container> FindIfThere(ContainerRef reference)
    {
        var found = new List<Container>();
        Try(() =>
        {
            try
            {
                var engine = EngineOf(reference.Engine!);
                found.Add(Await(token => engine.Containers.GetAsync(reference.Text, token)));
            }
            catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
            {
                // Gone: what was waited for.
            }
        });
        return found;
    }
}
