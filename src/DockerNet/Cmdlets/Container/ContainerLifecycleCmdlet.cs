using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>A cmdlet that changes the state of containers, many at a time, and emits them as they then are.</summary>
public abstract class ContainerLifecycleCmdlet : ParallelDockerCmdlet
{
    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>What is done, as -WhatIf and -Confirm say it.</summary>
    private protected abstract string Change { get; }

    /// <summary>Does it to one container.</summary>
    private protected abstract Task<Container> ChangeAsync(DockerEngine engine, Container container, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            if (ShouldProcess(container.Name, Change))
            {
                var engine = EngineOf(container.Engine);
                InParallel(token => ChangeAsync(engine, container, token), WriteObject);
            }
        }
    }
}
