using System.Management.Automation;

namespace DockerNet.Engine;

/// <summary>Waits until a service is what it is to be, and stays so for as long as its tasks are watched.</summary>
internal sealed class ServiceWait(Services services, Service service, TimeSpan? timeout, Action<ServiceProgress> progress)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    /// <summary>How long tasks are watched where the service does not say, as the docker CLI has it.</summary>
    private static readonly TimeSpan Watch = TimeSpan.FromSeconds(5);

    /// <summary>How long a slot may be without a task to come: the swarm makes the next one at once.</summary>
    private static readonly TimeSpan Succession = TimeSpan.FromSeconds(2);

    private readonly DateTime _begun = DateTime.UtcNow;
    private readonly DateTime _deadline = SwarmUpdate.Deadline(timeout);
    private DateTime? _convergedAt;
    private DateTime? _endedAt;
    private DockerNetException? _noLeader;

    /// <summary>Waits.</summary>
    /// <param name="rollbackIsFailure">Whether a rollback is the end of an update that failed, rather than what was asked for or long past.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DockerNetException"><c>ServiceUpdateRolledBack</c>, <c>ServiceUpdatePaused</c>, <c>ServiceTasksEnded</c>, <c>ServiceNotConverged</c> (the time is over).</exception>
    public async Task<Service> RunAsync(bool rollbackIsFailure, CancellationToken cancellationToken)
    {
        ServiceProgress? last = null;
        var failures = new Dictionary<string, ServiceTask>(StringComparer.Ordinal);
        while (true)
        {
            if (await LookAsync(cancellationToken).ConfigureAwait(false) is { } look)
            {
                var (now, tasks) = look;
                last = now;
                foreach (var failed in tasks.Where(task => task.State is ServiceTaskState.Failed or ServiceTaskState.Rejected && task.Since.ToUniversalTime() > _begun))
                {
                    failures[failed.Id] = failed;
                }

                progress(now);
                if (Ends(now, rollbackIsFailure, failures.Values))
                {
                    return now.Service;
                }
            }

            if (DateTime.UtcNow > _deadline)
            {
                var truth = last is null ? _noLeader?.Message : $"{last.Running} of {last.Desired} tasks run; {(last.Missing.Length > 0 ? last.Missing : "they have not yet been watched long enough")}{Why(failures.Values, last.Missing)}";
                throw new DockerNetException("ServiceNotConverged", ErrorCategory.OperationTimeout, $"The service '{service.Name}' is not there after {timeout?.TotalSeconds:0.#} s: {truth}", service.Name, "The swarm goes on with it: see Get-DockerServiceTask, and wait on with Set-DockerService -Wait.", _noLeader);
            }

            await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(ServiceProgress Progress, IReadOnlyList<ServiceTask> Tasks)?> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var look = await services.LookAsync(service, cancellationToken).ConfigureAwait(false);
            _noLeader = null;
            return look;
        }
        catch (DockerNetException e) when (e.ErrorId is "SwarmHasNoLeader")
        {
            // The managers find a new one, or the time runs out.
            _noLeader = e;
            _convergedAt = null;
            return null;
        }
    }

    private bool Ends(ServiceProgress now, bool rollbackIsFailure, IEnumerable<ServiceTask> failures)
    {
        var name = now.Service.Name;
        if (now.Service.UpdateState is ServiceUpdateState.Paused or ServiceUpdateState.RollbackPaused)
        {
            var what = now.Service.UpdateState is ServiceUpdateState.Paused ? "update" : "rollback";
            throw new DockerNetException("ServiceUpdatePaused", ErrorCategory.InvalidResult, $"The {what} of the service '{name}' stopped half-way: {now.Service.UpdateMessage}{Why(failures)}", name, "Mend the cause and set the service again, or go back: Set-DockerService -Rollback.");
        }

        _convergedAt = now.Converged ? _convergedAt ?? DateTime.UtcNow : null;
        _endedAt = now.Ended.Count > 0 ? _endedAt ?? DateTime.UtcNow : null;
        if (DateTime.UtcNow - _endedAt > Succession)
        {
            throw new DockerNetException("ServiceTasksEnded", ErrorCategory.InvalidResult, $"{now.Running} of {now.Desired} tasks of the service '{name}' run, and the others ended for good: {string.Join("; ", now.Ended.Select(ServiceProgress.Describe))}", name, "The restart policy starts no others: see -RestartCondition and -RestartMaxAttempts.");
        }

        if (DateTime.UtcNow - _convergedAt < (now.Service.UpdatePolicy?.Monitor is { Ticks: > 0 } monitor ? monitor : Watch) || _convergedAt is null)
        {
            return false;
        }

        if (rollbackIsFailure && now.Service.UpdateState is ServiceUpdateState.RollbackCompleted)
        {
            throw new DockerNetException("ServiceUpdateRolledBack", ErrorCategory.InvalidResult, $"The update of the service '{name}' failed, and it is as it was before: {now.Service.UpdateMessage}{Why(failures)}", name, "See Get-DockerServiceTask and Get-DockerServiceLog, and set the service again.");
        }

        return true;
    }

    /// <summary>The latest failure, where it is not told already.</summary>
    private static string Why(IEnumerable<ServiceTask> failures, string told = "") =>
        failures.OrderByDescending(task => task.Created).FirstOrDefault() is { } latest && !told.Contains(ServiceProgress.Describe(latest), StringComparison.Ordinal) ? $" ({ServiceProgress.Describe(latest)})" : "";
}
