namespace DockerNet;

/// <summary>How near a service is to what it is to be.</summary>
public sealed record ServiceProgress
{
    /// <summary>The service.</summary>
    public required Service Service { get; init; }

    /// <summary>How many tasks run as the service now says, on nodes that answer.</summary>
    public int Running { get; init; }

    /// <summary>How many are to run; 0 also while a global service has no node that fits.</summary>
    public int Desired { get; init; }

    /// <summary>The task of each slot that counts, in the order of slots.</summary>
    public IReadOnlyList<ServiceTask> Tasks { get; init; } = [];

    /// <summary>Whether all that is to run runs, and nothing else does.</summary>
    public bool Converged { get; init; }

    /// <summary>What is still missing, in words; empty for nothing.</summary>
    public string Missing { get; init; } = "";

    /// <summary>Slots whose last task ended and which get no other.</summary>
    public IReadOnlyList<ServiceTask> Ended { get; init; } = [];
}
