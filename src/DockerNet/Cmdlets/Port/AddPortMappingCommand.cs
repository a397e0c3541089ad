using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Publishes further ports, of a configuration or of containers that exist already.</summary>
[Cmdlet(VerbsCommon.Add, "PortMapping", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class AddPortMappingCommand : PortMappingCmdlet
{
    /// <summary>The mappings, [[address:][host port]:]container port[/protocol].</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("Publish")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreePortCompleter))]
    public PortMapping[] Port { get; set; } = [];

    private protected override string Change => $"Add port mapping {string.Join(", ", Port.AsEnumerable())}";

    private protected override ContainerConfig Changed(ContainerConfig config, IReadOnlyList<PortBinding> bindings) => config.WithPorts(Port);
}
