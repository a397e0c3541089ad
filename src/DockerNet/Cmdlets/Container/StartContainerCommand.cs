using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Starts containers.</summary>
[Cmdlet(VerbsLifecycle.Start, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class StartContainerCommand : ContainerLifecycleCmdlet
{
    /// <inheritdoc/>
    private protected override string Change => "Start container";

    /// <inheritdoc/>
    private protected override Task<Container> ChangeAsync(DockerEngine engine, Container container, CancellationToken cancellationToken) =>
        engine.Containers.StartAsync(container, cancellationToken);
}
