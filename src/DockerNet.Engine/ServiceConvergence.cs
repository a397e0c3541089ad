namespace DockerNet.Engine;

/// <summary>Judges how near a service is to what it is to be, from what the managers know.</summary>
internal static class ServiceConvergence
{
    /// <summary>The judgement.</summary>
    /// <param name="service">The service.</param>
    /// <param name="tasks">All its tasks, ended ones too.</param>
    public static ServiceProgress Judge(Service service, IReadOnlyList<ServiceTask> tasks)
    {
        var slots = tasks
            .GroupBy(task => task.Slot is { } slot ? (slot, "") : (0, task.NodeId))
            .OrderBy(slot => slot.Key)
            .Select(slot => slot.OrderByDescending(task => task.Wanted).ThenByDescending(task => task.Created).First())
            .ToList();
        var wanted = slots.Where(task => task.Wanted).ToList();
        // A slot that ended by itself and gets no other task counts where one is missing. Which slots those are tells no number: when a
        // service is scaled down, any may go, and what ended in them before is still known for a while.
        var ended = slots.Where(task => !task.Wanted && EndedByItself(task)).OrderByDescending(task => task.Created).ToList();
        var desired = service.Mode is ServiceMode.Replicated ? (int)(service.Replicas ?? 0) : wanted.Count + ended.Count;
        ended = [.. ended.Take(desired - wanted.Count)];
        var counting = slots.Where(task => task.Wanted || ended.Contains(task)).ToList();
        var running = counting.Count(Runs);
        // What is not wanted any more and still runs, or, on a node that does not answer, may run: the swarm has given that up.
        var leaving = tasks.Where(task => !task.Wanted && !task.Ended && task.State >= ServiceTaskState.Assigned && task.NodeState is NodeState.Ready).ToList();
        var updating = service.UpdateState is ServiceUpdateState.Updating or ServiceUpdateState.RollbackStarted;
        var nothingFits = service.Mode is ServiceMode.Global && desired == 0;
        var missing = new List<string>();
        if (updating)
        {
            missing.Add(service.UpdateMessage);
        }

        missing.AddRange(counting.Where(task => !Runs(task)).Select(ServiceProgress.Describe));
        missing.AddRange(leaving.Select(task => $"{task.Name} still has to end on {task.Node}"));
        if (nothingFits)
        {
            missing.Add("no node fits");
        }

        if (desired > counting.Count)
        {
            missing.Add($"{desired - counting.Count} tasks are not made yet");
        }

        return new()
        {
            Service = service,
            Running = running,
            Desired = desired,
            Tasks = counting,
            Converged = !updating && !nothingFits && running == desired && leaving.Count == 0 && missing.Count == 0,
            Missing = string.Join("; ", missing),
            Ended = ended,
        };
    }

    /// <summary>Of the tasks of a global service only those of now tell of a node that still fits.</summary>
    private static bool EndedByItself(ServiceTask task) =>
        task.DesiredState is not ServiceTaskState.Remove
        && (task.Slot is not null ? task.Ended : task is { State: ServiceTaskState.Complete or ServiceTaskState.Failed or ServiceTaskState.Rejected, UpToDate: true, NodeState: NodeState.Ready });

    private static bool Runs(ServiceTask task) =>
        task is { State: ServiceTaskState.Running, DesiredState: ServiceTaskState.Running, UpToDate: true, NodeState: NodeState.Ready };
}
