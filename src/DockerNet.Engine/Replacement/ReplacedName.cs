using System.Text.RegularExpressions;

namespace DockerNet.Engine;

/// <summary>The name of a container while another takes its place: <c>web.dockernet-1f2e3d4c-running</c>. An existing container's labels
/// cannot be changed, its name can: so whoever finds the name knows what was under way, also after its client was killed.</summary>
/// <param name="Name">The name that it had and its successor has.</param>
/// <param name="Group">The replacement, 8 hexadecimal digits: containers that are replaced together share it.</param>
/// <param name="RanAs">What it did before.</param>
internal readonly partial record struct ReplacedName(string Name, string Group, RanAs RanAs)
{
    /// <summary>The name in its parts; null for any other name.</summary>
    public static ReplacedName? Parse(string name) => Form().Match(name) is { Success: true } match
        ? new(match.Groups["name"].Value, match.Groups["group"].Value, Enum.Parse<RanAs>(match.Groups["ran"].Value, ignoreCase: true))
        : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Name}.dockernet-{Group}-{RanAs.ToString().ToLowerInvariant()}";

    [GeneratedRegex("^(?<name>.+)\\.dockernet-(?<group>[0-9a-f]{8})-(?<ran>stopped|running|paused|restarting)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
