using System.Collections;

namespace DockerNet;

/// <summary>Completes what <c>-v</c> and <c>--mount</c> take: the volume at the beginning of the short form, keys and values of the long form.
/// Paths of this machine are left to PowerShell.</summary>
public sealed class MountCompleter : DockerCompleter
{
    private static readonly string[] Keys =
    [
        "type=", "source=", "target=", "readonly", "bind-propagation=", "bind-recursive=", "volume-nocopy", "volume-subpath=", "volume-driver=", "volume-opt=", "volume-label=",
        "tmpfs-size=", "tmpfs-mode=", "image-subpath=", "consistency=",
    ];

    private static readonly Dictionary<string, string[]> Values = new(StringComparer.Ordinal)
    {
        ["type"] = ["bind", "image", "tmpfs", "volume"],
        ["bind-propagation"] = ["private", "rprivate", "rshared", "rslave", "shared", "slave"],
        ["bind-recursive"] = ["disabled", "enabled", "readonly", "writable"],
    };

    private protected override bool TakesFiles => true;

    private protected override Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken) =>
        CandidatesAsync(engine, bound, "", "", cancellationToken);

    private protected override async Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, string command, string start, CancellationToken cancellationToken)
    {
        if (start.Length > 0 && start[0] is '.' or '/' or '\\' or '~')
        {
            return [];
        }

        var before = start[..(start.LastIndexOf(',') + 1)];
        var part = start[before.Length..];
        var equals = part.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            // Where nothing is typed, one key is enough to tell of the long form.
            var keys = Keys.Take(start.Length == 0 ? 1 : Keys.Length).Select(key => new CompletionCandidate(before + key, "--mount key=value, …"));
            return before.Length > 0 ? [.. keys] : [.. keys, .. (await VolumesAsync(engine, cancellationToken).ConfigureAwait(false)).Select(volume => volume with { Name = $"{volume.Name}:" })];
        }

        var key = part[..equals];
        IReadOnlyList<CompletionCandidate> values = key is "source" or "src"
            ? await VolumesAsync(engine, cancellationToken).ConfigureAwait(false)
            : [.. Values.GetValueOrDefault(key, []).Select(value => new CompletionCandidate(value, key))];
        return [.. values.Select(value => value with { Name = $"{before}{key}={value.Name}" })];
    }

    private static async Task<IReadOnlyList<CompletionCandidate>> VolumesAsync(string? engine, CancellationToken cancellationToken)
    {
        var connection = await ConnectAsync(engine, cancellationToken).ConfigureAwait(false);
        var volumes = await connection.Volumes.ListAsync(cancellationToken).ConfigureAwait(false);
        return [.. volumes.Where(volume => !volume.Anonymous).Select(volume => new CompletionCandidate(volume.Name, $"volume, {(volume.Users.Count == 0 ? "unused" : $"used by {string.Join(", ", volume.Users)}")}"))];
    }
}
