namespace DockerNet.Engine;

/// <summary>Time for a call that makes or removes something to end after the user stopped the work: broken off in the middle, nobody would know
/// whether the thing is there. An engine that hangs is not waited for longer than that: whoever pressed Ctrl+C is waiting too.</summary>
internal sealed class CancellationGrace : IDisposable
{
    /// <summary>How long it is.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;

    /// <param name="cancellationToken">Cancelled by the user.</param>
    /// <param name="limit">How long it may take also where nobody stops it; null for any time.</param>
    public CancellationGrace(CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        if (limit is { } time)
        {
            _source.CancelAfter(time);
        }

        _registration = cancellationToken.Register(() => _source.CancelAfter(Time));
    }

    /// <summary>Cancelled a while after the user's.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
