using System.Collections;

namespace DockerNet;

/// <summary>Completes the kinds of things that events tell of.</summary>
public sealed class EventTypeCompleter : DockerCompleter
{
    private static readonly CompletionCandidate[] Known = [.. new[] { "builder", "config", "container", "daemon", "image", "network", "node", "plugin", "secret", "service", "volume" }.Select(name => new CompletionCandidate(name, name))];

    private protected override Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CompletionCandidate>>(Known);
}
