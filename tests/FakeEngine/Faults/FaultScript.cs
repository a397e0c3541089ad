namespace DockerNet.FakeEngine;

/// <summary>When a fault strikes: by default at the first call that matches, once.</summary>
public sealed class FaultScript
{
    private readonly Lock _sync = new();
    private readonly PathPattern _pattern;
    private Func<RecordedRequest, bool>? _condition;
    private int _limit = 1;
    private int _skip;
    private int _matches;
    private int _hits;

    internal FaultScript(PathPattern pattern, Fault fault)
    {
        _pattern = pattern;
        Fault = fault;
    }

    internal Fault Fault { get; }

    /// <summary>How often it struck.</summary>
    public int Hits
    {
        get
        {
            lock (_sync)
            {
                return _hits;
            }
        }
    }

    /// <summary>Strikes the next <paramref name="count"/> calls.</summary>
    public FaultScript Times(int count) => Change(() => _limit = count);

    /// <summary>Strikes every call.</summary>
    public FaultScript Always() => Times(int.MaxValue);

    /// <summary>Lets <paramref name="count"/> calls pass first.</summary>
    public FaultScript After(int count) => Change(() => _skip = count);

    /// <summary>Strikes only calls that fulfil the condition.</summary>
    public FaultScript When(Func<RecordedRequest, bool> condition) => Change(() => _condition = condition);

    /// <summary>Strikes no more.</summary>
    public void Stop() => Times(0);

    internal bool Strikes(RecordedRequest request)
    {
        lock (_sync)
        {
            if (!_pattern.Matches(request.Method, request.Path) || _condition?.Invoke(request) == false || ++_matches <= _skip || _hits >= _limit)
            {
                return false;
            }

            _hits++;
            return true;
        }
    }

    private FaultScript Change(Action change)
    {
        lock (_sync)
        {
            change();
        }

        return this;
    }
}
