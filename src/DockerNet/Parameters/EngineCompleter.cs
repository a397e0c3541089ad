using System.Collections;
using DockerNet.Engine;

namespace DockerNet;

/// <summary>Completes engines: the default one and the Docker contexts.</summary>
public sealed class EngineCompleter : DockerCompleter
{
    private protected override Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CompletionCandidate>>([.. DockerContexts.List().Select(context => new CompletionCandidate(context.Name, context.Endpoint))]);
}
