namespace DockerNet;

/// <summary>The right to join a swarm. Join-DockerSwarm takes it from the pipeline; no view shows the token.</summary>
public sealed record SwarmJoinToken
{
    /// <summary>What a node becomes that joins with it.</summary>
    public required NodeRole Role { get; init; }

    /// <summary>Where the managers are: host and port.</summary>
    public IReadOnlyList<string> RemoteAddress { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The token; only <c>JoinToken.Reveal()</c> tells its text.</summary>
    public required JoinToken JoinToken { get; init; }

    /// <summary>The swarm's id.</summary>
    public string SwarmId { get; init; } = "";

    /// <summary>The manager that gave it. Not named Engine: who joins with it is another engine.</summary>
    public string Manager { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => $"join token for a {Role.ToString().ToLowerInvariant()} of the swarm {SwarmId}";
}
