using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>A cmdlet that may wait until the swarm has done what it is asked for.</summary>
public abstract class SwarmWaitCmdlet : DockerCmdlet
{
    /// <summary>Waits until it is done.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>How long to wait at most.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Timeout { get; set; }

    /// <summary>A limit to no wait is a mistake. <c>-Wait:$false</c> is an answer, as scripts give it.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Timeout is not null && !MyInvocation.BoundParameters.ContainsKey(nameof(Wait)))
        {
            ThrowTerminatingError(InputError.Invalid("ConflictingParameters", "-Timeout limits a wait, and none is asked for.", Timeout, "Give -Wait too, or leave out -Timeout.").ErrorRecord);
        }
    }
}
