using System.Collections;

namespace DockerNet;

/// <summary>Completes the interfaces of the host, where the engine runs on this machine.</summary>
public sealed class ParentInterfaceCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var interfaces = await connection.Networks.ParentInterfacesAsync(cancellationToken).ConfigureAwait(false);
        return [.. interfaces.Select(name => new CompletionCandidate(name, $"interface of the host of {connection.Endpoint}"))];
    }
}
