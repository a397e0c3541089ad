using System.Collections;

namespace DockerNet;

/// <summary>Completes what may happen to things.</summary>
public sealed class EventActionCompleter : DockerCompleter
{
    private static readonly CompletionCandidate[] Known = [.. new[] { "attach", "connect", "create", "destroy", "die", "disconnect", "exec_create", "exec_die", "exec_start", "export", "health_status", "import", "kill", "load", "mount", "oom", "pause", "prune", "pull", "reload", "remove", "rename", "restart", "save", "start", "stop", "tag", "unmount", "unpause", "untag", "update" }.Select(name => new CompletionCandidate(name, name))];

    private protected override Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CompletionCandidate>>(Known);
}
