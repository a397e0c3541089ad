using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Freezes the processes of containers.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class SuspendContainerCommand : ContainerLifecycleCmdlet
{
    /// <inheritdoc/>
    private protected override string Change => "Suspend container";

    /// <inheritdoc/>
    private protected override Task<Container> ChangeAsync(DockerEngine engine, Container container, CancellationToken cancellationToken) =>
        engine.Containers.SuspendAsync(container, cancellationToken);
}
