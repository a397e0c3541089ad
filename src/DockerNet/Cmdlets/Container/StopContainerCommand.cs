using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Stops containers.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StopContainerCommand : ContainerLifecycleCmdlet
{
    /// <summary>How long a container may take to end by itself before it is killed; its own setting where not given.</summary>
    [Parameter]
    [Alias("Time")]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <inheritdoc/>
    private protected override string Change => "Stop container";

    /// <inheritdoc/>
    private protected override Task<Container> ChangeAsync(DockerEngine engine, Container container, CancellationToken cancellationToken) =>
        engine.Containers.StopAsync(container, Timeout, cancellationToken);
}
