using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Tells whether ports of an engine's host are free, who holds those that are not, and whether somebody answers there.</summary>
[Cmdlet(VerbsDiagnostic.Test, "PortMapping", DefaultParameterSetName = "Port")]
[OutputType(typeof(PortMappingTest), typeof(bool))]
public sealed class TestPortMappingCommand : DockerCmdlet
{
    /// <summary>The mappings that somebody wants to have; a port alone is one of the host.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Port")]
    [Alias("Publish")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(FreePortCompleter))]
    public PortMapping[] Port { get; set; } = [];

    /// <summary>Ports that containers publish, from Get-PortMapping.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Binding")]
    public PortBinding[] Binding { get; set; } = [];

    /// <summary>The containers whose published ports are tried.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Container")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>Emits only whether the port is free, or for a container's port whether it answers.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "Port":
                TestFree();
                break;
            case "Binding":
                Try(Binding);
                break;
            default:
                Try(Find(Container).SelectMany(container => container.Ports).Where(binding => binding.HostPort is not null));
                break;
        }
    }

    private void TestFree()
    {
        foreach (var engine in Engines())
        {
            foreach (var mapping in Port)
            {
                Try(() =>
                {
                    foreach (var test in Await(token => engine.Ports.TestAsync(mapping, token)))
                    {
                        WriteObject(Quiet ? test.Free : test);
                    }
                });
            }
        }
    }

    private void Try(IEnumerable<PortBinding> bindings)
    {
        foreach (var binding in bindings)
        {
            Try(() =>
            {
                var engine = EngineOf(binding.Engine);
                var test = Await(token => engine.Ports.TestAsync(binding, token));
                WriteObject(Quiet ? test.Answers is true : test);
            });
        }
    }
}
