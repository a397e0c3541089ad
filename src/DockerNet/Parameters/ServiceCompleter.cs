using System.Collections;

namespace DockerNet;

/// <summary>Completes names of services, with image and replicas.</summary>
public sealed class ServiceCompleter : DockerCompleter
{
    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var services = await connection.Services.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. services.Select(service => new CompletionCandidate(service.Name, $"{service.Image}, {service.Running}/{service.Desired}") { Id = service.Id })];
    }
}
