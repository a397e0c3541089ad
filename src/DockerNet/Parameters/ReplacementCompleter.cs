using System.Collections;

namespace DockerNet;

/// <summary>Completes the names of containers whose replacement was broken off.</summary>
public sealed class ReplacementCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var unfinished = await connection.Replacements.FindUnfinishedAsync(cancellationToken).ConfigureAwait(false);
        return [.. unfinished.SelectMany(replacement => replacement.Containers.Select(name => new CompletionCandidate(name, replacement.IsComplete ? "is finished" : "is undone")))];
    }
}
