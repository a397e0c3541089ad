using System.Collections;

namespace DockerNet;

/// <summary>Completes something of the ports that running containers publish, of those that are named where some are.</summary>
public abstract class PublishedPortCompleter : DockerCompleter
{
    /// <summary>What is filled in for a binding.</summary>
    private protected abstract string Text(PortBinding binding);

    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var containers = await connection.Containers.ListAsync(null, cancellationToken).ConfigureAwait(false);
        var named = bound["Container"] switch
        {
            null => [new ContainerRef("*")],
            object[] several => several.Select(one => new ContainerRef($"{one}")).ToList(),
            var one => [new ContainerRef($"{one}")],
        };
        return [.. containers
            .Where(container => named.Exists(reference => reference.Matches(container.Name) || container.Id.StartsWith(reference.Text, StringComparison.Ordinal)))
            .SelectMany(container => container.Ports)
            .Where(binding => binding.HostPort is not null)
            .Select(binding => new CompletionCandidate(Text(binding), $"{binding.Container}: {binding}"))];
    }
}
