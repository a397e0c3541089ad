using System.Collections;

namespace DockerNet;

/// <summary>Completes nodes of the swarm: by name, or by id where several have the name.</summary>
public sealed class NodeCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var nodes = await connection.Nodes.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. nodes.GroupBy(node => node.Name).SelectMany(sameName => sameName.Select(node =>
            new CompletionCandidate(sameName.Count() > 1 ? node.Id : node.Name, $"{node.Name}, {node.Role}, {node.State}, {node.Availability}, {node.Address}")))];
    }
}
