using System.Collections;

namespace DockerNet;

/// <summary>Completes names of containers, with image and state.</summary>
public sealed class ContainerCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var containers = await connection.Containers.ListAsync(null, cancellationToken).ConfigureAwait(false);
        return [.. containers.Select(container => new CompletionCandidate(container.Name, $"{container.Image}, {container.Status}") { Id = container.Id })];
    }
}
