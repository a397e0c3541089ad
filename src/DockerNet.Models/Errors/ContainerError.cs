using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures of containers' creation, start and life.</summary>
public static class ContainerError
{
    /// <summary>The name is taken.</summary>
    /// <param name="name">The name.</param>
    /// <param name="holder">The container that has it; null where it cannot be found any more.</param>
    /// <param name="words">The engine's own words.</param>
    /// <param name="inner">The cause.</param>
    public static DockerNetException NameInUse(string? name, Container? holder, string words, Exception? inner = null) => new(
        "ContainerExists",
        ErrorCategory.ResourceExists,
        holder is null ? words : $"The name '{name}' is in use by the container '{holder.Name}' ({holder.Id[..Math.Min(12, holder.Id.Length)]}, {holder.Image}, {holder.Status}): {words}",
        name,
        "Choose another -Name, or rename or remove that container.",
        inner);

    /// <summary>Something needs a container to run that does not.</summary>
    public static DockerNetException NotRunning(Container container, string why, Exception? inner = null)
    {
        var (state, recommendation) = container.State switch
        {
            ContainerState.Paused => ("is suspended", $"Let it go on first: Resume-Container {container.Name}."),
            ContainerState.Restarting => ("is between two runs", $"Wait for the next one: Wait-Container {container.Name} -Condition Running."),
            _ => ("does not run", $"Start it first: Start-Container {container.Name}."),
        };
        return new("ContainerNotRunning", ErrorCategory.InvalidOperation, $"The container '{container.Name}' {state} ({container.Status}): {why}", container.Name, recommendation, inner);
    }

    /// <summary>It did not become what it was waited for to be.</summary>
    public static DockerNetException WaitTimedOut(Container container, ContainerCondition condition, TimeSpan after) => new(
        "ContainerWaitTimeout",
        ErrorCategory.OperationTimeout,
        $"The container '{container.Name}' {(condition is ContainerCondition.Exited ? "had not" : "was not")} {condition.ToString().ToLowerInvariant()} within {after.TotalSeconds:0.#} s: it is {(container.Status.Length > 0 ? container.Status : container.State.ToString())}.",
        container.Name,
        "Look at its output with Get-ContainerLog, or give more -Timeout.");

    /// <summary>It can no more become what it is waited for to be.</summary>
    public static DockerNetException WaitFailed(Container container, ContainerCondition condition, string why) => new(
        "ContainerWaitFailed",
        ErrorCategory.InvalidResult,
        $"The container '{container.Name}' will not be {condition.ToString().ToLowerInvariant()}: {why}",
        container.Name,
        "Look at its output with Get-ContainerLog.");
}
