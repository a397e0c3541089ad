using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Lets the processes of suspended containers go on.</summary>
[Cmdlet(VerbsLifecycle.Resume, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class ResumeContainerCommand : ContainerLifecycleCmdlet
{
    /// <inheritdoc/>
    private protected override string Change => "Resume container";

    /// <inheritdoc/>
    private protected override Task<Container> ChangeAsync(DockerEngine engine, Container container, CancellationToken cancellationToken) =>
        engine.Containers.ResumeAsync(container, cancellationToken);
}
