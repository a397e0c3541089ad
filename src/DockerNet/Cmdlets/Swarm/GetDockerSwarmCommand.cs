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
        var found = JoinToken
            ? Ask<object>(null, async (engine, token) => [.. (await engine.Swarm.GetJoinTokensAsync(token).ConfigureAwait(false)).Where(right => Role is null || right.Role == Role)])
            : Ask<object>(null, async (engine, token) => [await engine.Swarm.GetAsync(token).ConfigureAwait(false)]);
        foreach (var item in found)
        {
            WriteObject(item);
        }
    }
}
