using System.Collections;

namespace DockerNet;

/// <summary>Completes names of networks, with driver and subnets.</summary>
public sealed class NetworkCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var networks = await connection.Networks.ListAsync([], [], cancellationToken).ConfigureAwait(false);
        return [.. networks.Select(network => new CompletionCandidate(network.Name, string.Join(", ", [network.Driver, .. network.Subnets.Select(subnet => subnet.Subnet)])) { Id = network.Id })];
    }
}
