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
        foreach (var container in Container.Where(IsThere).SelectMany(reference => Find([reference])))
        {
            var engine = EngineOf(container.Engine);
            InParallel(token => engine.Containers.WaitAsync(container, Condition, Timeout, token), WriteObject);
        }
    }

    /// <summary>An object whose container is gone already is just what was waited for; a name may also be misspelt.</summary>
    private bool IsThere(ContainerRef reference)
    {
        if (Condition is not ContainerCondition.Removed || reference.Engine is null)
        {
            return true;
        }

        try
        {
            var engine = EngineOf(reference.Engine);
            Await(token => engine.Containers.GetAsync(reference.Text, token));
            return true;
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return false;
        }
    }
}
