namespace DockerNet.Engine;

/// <summary>Changes to a swarm's objects: each names the version that it changes, and is refused when another came first.</summary>
internal static class SwarmUpdate
{
    private const int Attempts = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    /// <summary>Makes a change, again on what somebody else left where that one was quicker. The swarm itself is such a one: it notes how far an update is.</summary>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> change, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await change().ConfigureAwait(false);
            }
            catch (DockerNetException e) when (e.ErrorId is "UpdateOutOfSequence" && attempt < Attempts)
            {
                await Task.Delay(Interval, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>When a wait ends.</summary>
    public static DateTime Deadline(TimeSpan? timeout) => timeout is { } limit && limit < TimeSpan.FromDays(3650) ? DateTime.UtcNow + limit : DateTime.MaxValue;
}
