using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace DockerNet;

/// <summary>A limit of the processes in a container: what <c>--ulimit</c> says.</summary>
public sealed record Ulimit
{
    private static readonly string[] Names =
        ["core", "cpu", "data", "fsize", "locks", "memlock", "msgqueue", "nice", "nofile", "nproc", "rss", "rtprio", "rttime", "sigpending", "stack"];

    /// <summary>A limit whose parts are set one by one.</summary>
    public Ulimit()
    {
    }

    /// <summary>Reads <c>name=soft[:hard]</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidUlimit</c>.</exception>
    [SetsRequiredMembers]
    public Ulimit(string text)
    {
        var parts = text.Split('=', ':');
        if (parts.Length is < 2 or > 3 || text.IndexOf('=', StringComparison.Ordinal) != parts[0].Length || !Names.Contains(parts[0], StringComparer.Ordinal)
            || !TryRead(parts[1], out var soft) || !TryRead(parts[^1], out var hard) || (hard != -1 && (soft == -1 || soft > hard)))
        {
            throw InputError.Invalid("InvalidUlimit", $"'{text}' is no limit: name=soft[:hard] is needed, soft not above hard, -1 for none.", text, $"The names are {string.Join(", ", Names)}.");
        }

        (Name, Soft, Hard) = (parts[0], soft, hard);
    }

    /// <summary>What is limited, such as <c>nofile</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The limit that counts; a process may raise it up to <see cref="Hard"/>. -1 for none.</summary>
    public required long Soft { get; init; }

    /// <summary>How far it may be raised. -1 for no end.</summary>
    public required long Hard { get; init; }

    /// <summary>As <c>--ulimit</c> takes it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name}={Soft}:{Hard}");

    private static bool TryRead(string text, out long value) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) && value >= -1;
}
