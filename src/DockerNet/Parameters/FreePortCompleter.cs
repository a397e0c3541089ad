using System.Collections;
using System.Globalization;

namespace DockerNet;

/// <summary>Completes host ports that nobody holds: the usual ones, and for one that is held the next free one.</summary>
public sealed class FreePortCompleter : DockerCompleter
{
    private static readonly int[] Usual = [80, 443, 1883, 3000, 3306, 5000, 5432, 6379, 8000, 8080, 8443, 9000, 9090, 27017];

    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var tests = await connection.Ports.LookAsync(Usual, cancellationToken).ConfigureAwait(false);
        return [.. tests.Where(test => test.Free || test.NextFreePort is not null).Select(test => new CompletionCandidate(
            // The container's port is to follow.
            string.Create(CultureInfo.InvariantCulture, $"{(test.Free ? test.HostPort : test.NextFreePort)}:"),
            test.Free ? "free" : $"the next free port: {test.HostPort} is held by {test.Holder}"))];
    }
}
