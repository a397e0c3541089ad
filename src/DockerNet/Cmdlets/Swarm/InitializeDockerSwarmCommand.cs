using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Makes an engine the first manager of a new swarm.</summary>
[Cmdlet(VerbsData.Initialize, "DockerSwarm", SupportsShouldProcess = true)]
[OutputType(typeof(Swarm))]
public sealed class InitializeDockerSwarmCommand : DockerCmdlet
{
    /// <summary>The address, or interface, that other nodes are to reach this one at.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public string? AdvertiseAddress { get; set; }

    /// <summary>Where to listen for other nodes.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ListenAddress { get; set; } = "0.0.0.0:2377";

    /// <summary>The address, or interface, of overlay traffic.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataPathAddress { get; set; }

    /// <summary>The UDP port of overlay traffic.</summary>
    [Parameter]
    [ValidateRange(1024, 49151)]
    public int? DataPathPort { get; set; }

    /// <summary>Pools that overlay networks get their subnets from, in CIDR notation.</summary>
    [Parameter]
    public string[] AddressPool { get; set; } = [];

    /// <summary>The prefix length of such a subnet.</summary>
    [Parameter]
    [ValidateRange(1, 29)]
    public int? SubnetSize { get; set; }

    /// <summary>Whether this node takes tasks.</summary>
    [Parameter]
    public NodeAvailability Availability { get; set; }

    /// <summary>Starts anew from this manager's state, after most managers were lost.</summary>
    [Parameter]
    public SwitchParameter ForceNewCluster { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var config = new SwarmConfig
        {
            AdvertiseAddress = AdvertiseAddress,
            ListenAddress = ListenAddress,
            DataPathAddress = DataPathAddress,
            DataPathPort = DataPathPort,
            AddressPools = AddressPool,
            SubnetSize = SubnetSize,
            Availability = Availability,
            ForceNewCluster = ForceNewCluster,
        };
        foreach (var engine in Engines())
        {
            if (ShouldProcess(engine.Endpoint, "Make it the first manager of a new swarm"))
            {
                Try(() => WriteObject(Await(token => engine.Swarm.InitializeAsync(config, token))));
            }
        }
    }
}
