namespace DockerNet.Engine;

/// <summary>Time for a call that makes something to end after the user stopped the work: broken off in the middle, nobody would know whether
/// the thing is there. An engine that hangs is not waited for longer than that.</summary>
internal sealed class CancellationGrace : IDisposable
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;

    /// <param name="cancellationToken">Cancelled by the user.</param>
    public CancellationGrace(CancellationToken cancellationToken) => _registration = cancellationToken.Register(() => _source.CancelAfter(Time));

    /// <summary>Cancelled a while after the user's.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
