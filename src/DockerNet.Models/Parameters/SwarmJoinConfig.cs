namespace DockerNet;

/// <summary>How an engine is to join a swarm.</summary>
public sealed record SwarmJoinConfig
{
    /// <summary>Where managers are: host, with an optional port.</summary>
    public required IReadOnlyList<string> RemoteAddresses { get; init; }

    /// <summary>The right to join.</summary>
    public required JoinToken Token { get; init; }

    /// <inheritdoc cref="SwarmConfig.AdvertiseAddress"/>
    public string? AdvertiseAddress { get; init; }

    /// <inheritdoc cref="SwarmConfig.ListenAddress"/>
    public string ListenAddress { get; init; } = "0.0.0.0:2377";

    /// <inheritdoc cref="SwarmConfig.DataPathAddress"/>
    public string? DataPathAddress { get; init; }

    /// <summary>Whether this node takes tasks.</summary>
    public NodeAvailability Availability { get; init; }
}
