using System.Collections;

namespace DockerNet;

/// <summary>Completes names of volumes, with driver and users.</summary>
public sealed class VolumeCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var volumes = await connection.Volumes.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. volumes.Select(volume => new CompletionCandidate(volume.Name, string.Join(", ", [volume.Driver, volume.Users.Count == 0 ? "unused" : $"used by {string.Join(", ", volume.Users)}"])))];
    }
}
