using System.Collections;

namespace DockerNet;

/// <summary>Completes the volume drivers that the engine has.</summary>
public sealed class VolumeDriverCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var info = await connection.System.GetInfoAsync(cancellationToken).ConfigureAwait(false);
        return [.. info.VolumeDrivers.Select(driver => new CompletionCandidate(driver, $"volume driver of {info.HostName}"))];
    }
}
