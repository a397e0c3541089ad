using System.Collections;
using System.Globalization;

namespace DockerNet;

/// <summary>Completes <c>container:/path</c>: containers, and after the colon what is in their folders; volumes for what copies from those.
/// Paths of this machine are left to PowerShell.</summary>
public sealed class ItemPathCompleter : DockerCompleter
{
    private protected override bool TakesFiles => true;

    private protected override Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken) =>
        CandidatesAsync(engine, bound, "", "", cancellationToken);

    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, string command, string start, CancellationToken cancellationToken)
    {
        if (start.Length > 0 && start[0] is '.' or '/' or '\\' or '~')
        {
            return [];
        }

        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var colon = start.IndexOf(':', StringComparison.Ordinal);
        if (command.EndsWith("VolumeItem", StringComparison.OrdinalIgnoreCase))
        {
            // To look into a volume takes a container: too much for a prompt.
            var volumes = colon < 0 ? await connection.Volumes.ListAsync(cancellationToken).ConfigureAwait(false) : [];
            return [.. volumes.Select(volume => new CompletionCandidate($"{volume.Name}:", volume.Driver))];
        }

        if (colon < 0)
        {
            var containers = await connection.Containers.ListAsync(null, cancellationToken).ConfigureAwait(false);
            return [.. containers.Select(container => new CompletionCandidate($"{container.Name}:", $"{container.Image}, {container.Status}"))];
        }

        var folder = start[(colon + 1)..(start.LastIndexOf('/') is var slash && slash > colon ? slash + 1 : colon + 1)];
        var one = await connection.Containers.GetAsync(start[..colon], cancellationToken).ConfigureAwait(false);
        var items = await connection.Files.ListAsync(one, folder, cancellationToken).ConfigureAwait(false);
        return [.. items.Select(item => new CompletionCandidate(
            $"{start[..colon]}:{(folder.Length == 0 ? "/" : folder)}{NameOf(item)}",
            item.LinkTarget is { } target ? $"link to {target}" : item.IsDirectory ? "folder" : string.Create(CultureInfo.CurrentCulture, $"{item.Size} bytes")))];
    }

    private static string NameOf(PathStat item) => item.Path[(item.Path.LastIndexOf('/') + 1)..] + (item.IsDirectory ? "/" : "");
}
