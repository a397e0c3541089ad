using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Removes services from a swarm; their tasks end afterwards.</summary>
[Cmdlet(VerbsCommon.Remove, "DockerService", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveDockerServiceCommand : ParallelDockerCmdlet
{
    /// <summary>The services.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceRef[] Service { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var service in Find(Service))
        {
            if (ShouldProcess(service.Name, "Remove service"))
            {
                var engine = EngineOf(service.Engine);
                InParallel(token => engine.Services.RemoveAsync(service, token));
            }
        }
    }
}
