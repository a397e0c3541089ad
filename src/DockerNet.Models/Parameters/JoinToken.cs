using System.Net;
using System.Security;

namespace DockerNet;

/// <summary>The text of a join token, which only <see cref="Reveal"/> tells: no view, no message, no Export-Clixml or ConvertTo-Json (a
/// SecureString is written there as it is where the system has no protection for it, as on Linux).</summary>
public sealed class JoinToken
{
    private readonly SecureString _token;

    /// <summary>From the text that <c>docker swarm join-token -q</c> prints.</summary>
    public JoinToken(string token) => _token = new NetworkCredential("", token.Trim()).SecurePassword;

    /// <summary>From where a user keeps it.</summary>
    public JoinToken(SecureString token) => _token = token;

    /// <summary>From what <c>Get-DockerSwarm -JoinToken</c> gives.</summary>
    public JoinToken(SwarmJoinToken token) => _token = token.JoinToken._token;

    /// <summary>The text.</summary>
    /// <exception cref="DockerNetException"><c>InvalidJoinToken</c>: it does not look like one.</exception>
    public string Reveal()
    {
        var text = new NetworkCredential("", _token).Password;
        return text.StartsWith("SWMTKN-", StringComparison.Ordinal)
            ? text
            : throw InputError.Invalid("InvalidJoinToken", "What was given as a join token is none: those begin with SWMTKN-.", null, "Get one from a manager: Get-DockerSwarm -JoinToken.");
    }

    /// <inheritdoc/>
    public override string ToString() => "(join token)";
}
