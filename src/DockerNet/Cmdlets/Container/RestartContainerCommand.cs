using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Stops containers that run, and starts them.</summary>
[Cmdlet(VerbsLifecycle.Restart, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class RestartContainerCommand : ContainerLifecycleCmdlet
{
    /// <summary>How long a container may take to end by itself before it is killed; its own setting where not given.</summary>
    [Parameter]
    [Alias("Time")]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    private protected override string Change => "Restart container";

    /// <inheritdoc/>
    private protected override Task<Container> ChangeAsync(DockerEngine engine, Container container, CancellationToken cancellationToken) =>
        engine.Containers.RestartAsync(container, Timeout, cancellationToken);
}
