using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Describes a container that does not exist yet.</summary>
[Cmdlet(VerbsCommon.New, "ContainerConfig", DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(ContainerConfig))]
public sealed class NewContainerConfigCommand : ContainerConfigCmdlet
{
    /// <inheritdoc/>
    private protected override void Process(ContainerConfig config) => WriteObject(config);
}
