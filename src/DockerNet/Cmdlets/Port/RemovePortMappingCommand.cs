using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Publishes ports no longer, of a configuration or of containers that exist already.</summary>
[Cmdlet(VerbsCommon.Remove, "PortMapping", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class RemovePortMappingCommand : PortMappingCmdlet
{
    /// <summary>The mappings: a container port alone stands for all its mappings.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Publish")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PortMappingCompleter))]
    public PortMapping[] Port { get; set; } = [];

    private protected override string Change => $"Remove port mapping {string.Join(", ", Port.AsEnumerable())}";

    private protected override ContainerConfig Changed(ContainerConfig config, IReadOnlyList<PortBinding> bindings) => config.WithoutPorts(Port, bindings);
}
