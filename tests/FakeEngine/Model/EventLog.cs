namespace DockerNet.FakeEngine;

/// <summary>Everything that happened, for those who come later and those who wait for more.</summary>
internal sealed class EventLog
{
    private const int Kept = 20_000;

    private readonly Lock _sync = new();
    private readonly List<EngineEvent> _events = [];
    private int _forgotten;

    public AsyncSignal Changed { get; } = new();

    /// <summary>How many there were so far.</summary>
    public int Count
    {
        get
        {
            lock (_sync)
            {
                return _forgotten + _events.Count;
            }
        }
    }

    public void Add(string type, string action, string id, IEnumerable<KeyValuePair<string, string>>? attributes = null, string scope = "local")
    {
        var happened = new EngineEvent(type, action, id, new Dictionary<string, string>(attributes ?? []), DateTimeOffset.UtcNow, scope);
        lock (_sync)
        {
            _events.Add(happened);
            if (_events.Count > Kept)
            {
                _events.RemoveRange(0, Kept / 2);
                _forgotten += Kept / 2;
            }
        }

        Changed.Pulse();
    }

    public IReadOnlyList<EngineEvent> Since(int position)
    {
        lock (_sync)
        {
            return [.. _events.Skip(Math.Max(0, position - _forgotten))];
        }
    }
}
