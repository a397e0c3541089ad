using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Takes engines out of their swarm.</summary>
[Cmdlet(VerbsCommon.Exit, "DockerSwarm", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class ExitDockerSwarmCommand : DockerCmdlet
{
    /// <summary>Leaves as a manager too; with the last manager the swarm is lost.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var engine in Engines())
        {
            if (ShouldProcess(engine.Endpoint, "Leave the swarm"))
            {
                Try(() => Await(token => engine.Swarm.LeaveAsync(Force, token)));
            }
        }
    }
}
