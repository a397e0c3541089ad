using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DockerNet;

/// <summary>When the engine starts a container again that ended: what <c>--restart</c> says.</summary>
public sealed record RestartPolicy
{
    private static readonly string[] Names = ["no", "always", "unless-stopped", "on-failure"];

    /// <summary>A policy whose parts are set one by one.</summary>
    public RestartPolicy()
    {
    }

    /// <summary>Reads <c>no</c>, <c>always</c>, <c>unless-stopped</c> or <c>on-failure[:times]</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidRestartPolicy</c>.</exception>
    [SetsRequiredMembers]
    public RestartPolicy(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        Name = (colon < 0 ? text : text[..colon]).Trim().ToLowerInvariant();
        if (!Names.Contains(Name, StringComparer.Ordinal))
        {
            throw Invalid(text);
        }

        if (colon >= 0)
        {
            MaximumRetryCount = Name is "on-failure" && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var times) ? times : throw Invalid(text);
        }
    }

    /// <summary><c>no</c>, <c>always</c>, <c>unless-stopped</c> or <c>on-failure</c>.</summary>
    public required string Name { get; init; }

    /// <summary>How often at most, for <c>on-failure</c>; 0 for without end.</summary>
    public int MaximumRetryCount { get; init; }

    /// <summary>As <c>--restart</c> takes it.</summary>
    public override string ToString() => MaximumRetryCount > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Name}:{MaximumRetryCount}") : Name;

    private static DockerNetException Invalid(string text) =>
        InputError.Invalid("InvalidRestartPolicy", $"'{text}' is no restart policy.", text, "Give no, always, unless-stopped or on-failure[:TIMES].");
}
