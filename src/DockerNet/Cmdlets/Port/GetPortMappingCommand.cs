using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets the ports that running containers publish, each with the host port that it really has.</summary>
[Cmdlet(VerbsCommon.Get, "PortMapping")]
[OutputType(typeof(PortBinding))]
public sealed class GetPortMappingCommand : DockerCmdlet
{
    /// <summary>The containers; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [new("*")];

    /// <summary>Host ports of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(HostPortCompleter))]
    public int[] HostPort { get; set; } = [];

    /// <summary>Container ports of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ContainerPortCompleter))]
    public int[] ContainerPort { get; set; } = [];

    /// <summary>Protocols of which one must fit.</summary>
    [Parameter]
    [ValidateSet("tcp", "udp", "sctp")]
    public string[] Protocol { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            WriteObject(container.Ports.Where(Fits), enumerateCollection: true);
        }
    }

    private bool Fits(PortBinding binding) =>
        binding.HostPort is { } port
        && (HostPort.Length == 0 || HostPort.Contains(port))
        && (ContainerPort.Length == 0 || ContainerPort.Contains(binding.ContainerPort))
        && (Protocol.Length == 0 || Protocol.Contains(binding.Protocol, StringComparer.OrdinalIgnoreCase));
}
