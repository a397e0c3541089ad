namespace DockerNet;

/// <summary>How near a service is to what it is to be.</summary>
public sealed record ServiceProgress
{
    /// <summary>The service.</summary>
    public required Service Service { get; init; }

    /// <summary>How many tasks run as the service now says, on nodes that answer.</summary>
    public int Running { get; init; }

    /// <summary>How many are to run; 0 also while a global service has no node that fits.</summary>
    public int Desired { get; init; }

    /// <summary>The task of each slot that counts, in the order of slots.</summary>
    public IReadOnlyList<ServiceTask> Tasks { get; init => field = Items<ServiceTask>.Of(value); } = Items<ServiceTask>.None;

    /// <summary>Whether all that is to run runs, and nothing else does.</summary>
    public bool Converged { get; init; }

    /// <summary>What is still missing, in words; empty for nothing.</summary>
    public string Missing { get; init; } = "";

    /// <summary>Slots whose last task ended and which get no other.</summary>
    public IReadOnlyList<ServiceTask> Ended { get; init => field = Items<ServiceTask>.Of(value); } = Items<ServiceTask>.None;

    /// <summary>What is known of a task, in words.</summary>
    public static string Describe(ServiceTask task)
    {
        var state = task.State.ToString().ToLowerInvariant();
        var where = task.Node.Length > 0 ? $" on {task.Node}" : "";
        return task switch
        {
            { NodeState: not NodeState.Ready, NodeId.Length: > 0, Ended: false } => $"{task.Name}: last heard {state}{where}, which does not answer",
            { Error.Length: > 0 } => $"{task.Name}: {state}{where}: {task.Error}",
            { State: ServiceTaskState.Running, UpToDate: false } => $"{task.Name}: runs{where}, but is to be replaced",
            { Ended: true, ExitCode: { } code } => $"{task.Name}: {state}{where} with exit code {code}",
            _ => $"{task.Name}: {state}{where}",
        };
    }
}
