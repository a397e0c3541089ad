using System.Collections;

namespace DockerNet;

/// <summary>Completes the network drivers that the engine has.</summary>
public sealed class NetworkDriverCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var info = await connection.System.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        return [.. info.NetworkDrivers.Select(driver => new CompletionCandidate(driver, $"network driver of {info.HostName}"))];
    }
}
