using System.Text.RegularExpressions;

namespace DockerNet.FakeEngine;

/// <summary>A method and a path glob: <c>*</c> is anything within a segment, <c>**</c> anything.</summary>
internal sealed class PathPattern(string method, string glob)
{
    private readonly Regex _path = new(
        "^" + Regex.Escape(glob).Replace(@"\*\*", ".*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$",
        RegexOptions.CultureInvariant);

    public bool Matches(string actualMethod, string path) =>
        (method == "*" || method.Equals(actualMethod, StringComparison.OrdinalIgnoreCase)) && _path.IsMatch(path);
}
