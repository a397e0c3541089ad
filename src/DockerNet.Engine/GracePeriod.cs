namespace DockerNet.Engine;

/// <summary>A token for calls that make something: it follows another one after a moment. A call that is under way when the user stops gets the
/// time to end, so that what it made is known; on an engine that hangs the user waits no longer than that.</summary>
internal sealed class GracePeriod : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _late = new();
    private readonly CancellationTokenRegistration _registration;

    public GracePeriod(CancellationToken cancellationToken) => _registration = cancellationToken.Register(() => _late.CancelAfter(Length));

    public CancellationToken Token => _late.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _late.Dispose();
    }
}
