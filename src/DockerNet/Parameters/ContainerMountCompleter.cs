using System.Collections;

namespace DockerNet;

/// <summary>Completes the paths at which containers have something mounted: of the container that is given already, else of all.</summary>
public sealed class ContainerMountCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var (given, containers) = (bound["Container"]?.ToString(), await connection.Containers.ListAsync(null, cancellationToken).ConfigureAwait(false));
        return [.. containers
            .Where(container => given is null || container.Name == given)
            .SelectMany(container => container.Mounts)
            .Select(mount => new CompletionCandidate(mount.Destination, $"{mount.Type} {mount.Volume ?? mount.Source} of {mount.Container}"))];
    }
}
