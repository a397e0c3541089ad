using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets an engine's part in a swarm, or the right to join it.</summary>
[Cmdlet(VerbsCommon.Get, "DockerSwarm", DefaultParameterSetName = "Swarm")]
[OutputType(typeof(Swarm), ParameterSetName = ["Swarm"])]
[OutputType(typeof(SwarmJoinToken), ParameterSetName = ["JoinToken"])]
public sealed class GetDockerSwarmCommand : DockerCmdlet
{
    /// <summary>The join tokens instead, as Join-DockerSwarm takes them; no view shows their text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "JoinToken")]
    public SwitchParameter JoinToken { get; set; }

    /// <summary>Only the token for this part.</summary>
    [Parameter(ParameterSetName = "JoinToken")]
    public NodeRole? Role { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var engine in Engines())
        {
            Try(() =>
            {
                if (JoinToken)
                {
                    WriteObject(Await(engine.Swarm.GetJoinTokensAsync).Where(token => Role is null || token.Role == Role), enumerateCollection: true);
                }
                else
                {
                    WriteObject(Await(engine.Swarm.GetAsync));
                }
            });
        }
    }
}
