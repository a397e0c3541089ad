using System.Management.Automation;

namespace DockerNet;

/// <summary>One side of a copy: a path of this machine, or <c>name:/path</c> of a container or volume.</summary>
/// <param name="Owner">The container or volume; null for this machine.</param>
/// <param name="Path">The path.</param>
internal sealed record CopyPath(string? Owner, string Path)
{
    /// <summary>Takes apart what a user gave. As in <c>docker cp</c> a path that begins with <c>/</c> or <c>.</c> is this machine's;
    /// so is one on a drive of PowerShell.</summary>
    /// <param name="text">What the user gave.</param>
    /// <param name="isDrive">Whether there is a drive of this name.</param>
    public static CopyPath Parse(string text, Func<string, bool> isDrive)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var isHost = colon <= 0
            || text[0] is '.' or '/' or '\\' or '~'
            || text[..colon].IndexOfAny(['/', '\\']) >= 0
            || text.AsSpan(colon).StartsWith("::", StringComparison.Ordinal)
            || isDrive(text[..colon]);
        return isHost ? new(null, text) : new(text[..colon], text.Length == colon + 1 ? "/" : text[(colon + 1)..]);
    }

    /// <summary>Whether a drive is one of the session's.</summary>
    public static Func<string, bool> DrivesOf(SessionState session) => name => session.Drive.GetAll().Any(drive => drive.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
