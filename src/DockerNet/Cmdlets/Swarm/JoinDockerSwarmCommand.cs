using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Makes engines nodes of a swarm.</summary>
[Cmdlet(VerbsCommon.Join, "DockerSwarm", SupportsShouldProcess = true)]
[OutputType(typeof(Swarm))]
public sealed class JoinDockerSwarmCommand : DockerCmdlet
{
    /// <summary>The right to join: what Get-DockerSwarm -JoinToken gives, or the token's text.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Token")]
    public JoinToken? JoinToken { get; set; }

    /// <summary>Where managers are: host, with an optional port.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("ManagerAddress")]
    [ValidateNotNullOrEmpty]
    public string[] RemoteAddress { get; set; } = [];

    /// <summary>The address, or interface, that other nodes are to reach this one at.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? AdvertiseAddress { get; set; }

    /// <summary>Where to listen for other nodes, as a manager.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string ListenAddress { get; set; } = "0.0.0.0:2377";

    /// <summary>The address, or interface, of overlay traffic.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DataPathAddress { get; set; }

    /// <summary>Whether the new node takes tasks.</summary>
    [Parameter]
    public NodeAvailability Availability { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var config = new SwarmJoinConfig
        {
            RemoteAddresses = RemoteAddress,
            Token = JoinToken!,
            AdvertiseAddress = AdvertiseAddress,
            ListenAddress = ListenAddress,
            DataPathAddress = DataPathAddress,
            Availability = Availability,
        };
        foreach (var engine in Engines())
        {
            if (ShouldProcess(engine.Endpoint, $"Join the swarm at {string.Join(", ", RemoteAddress)}"))
            {
                Try(() => WriteObject(Await(token => engine.Swarm.JoinAsync(config, token))));
            }
        }
    }
}
