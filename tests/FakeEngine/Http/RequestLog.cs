using System.Collections.Immutable;

namespace DockerNet.FakeEngine;

/// <summary>Every request, in the order they came.</summary>
internal sealed class RequestLog
{
    private ImmutableList<RecordedRequest> _requests = [];

    public IReadOnlyList<RecordedRequest> All => Volatile.Read(ref _requests);

    public AsyncSignal Changed { get; } = new();

    public void Add(RecordedRequest request)
    {
        ImmutableInterlocked.Update(ref _requests, static (list, added) => list.Add(added), request);
        Changed.Pulse();
    }

    public void Clear() => Interlocked.Exchange(ref _requests, []);
}
