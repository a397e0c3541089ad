using System.Runtime.InteropServices;

namespace DockerNet.Shell.Hosting;

/// <summary>Turns Ctrl+C and termination signals into a stop of whatever runs at the moment.</summary>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Stack<Work> _running = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private Timer? _lastResort;

    public Interruption()
    {
        Console.CancelKeyPress += OnCancelKey;
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => OnTermination(context, 143)));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => OnTermination(context, 129)));
    }

    /// <summary>At a prompt, Ctrl+C never ends the shell.</summary>
    public bool ShellSurvives { get; set; }

    /// <summary>The work that ended last was stopped from outside.</summary>
    public bool Interrupted { get; private set; }

    /// <summary>The exit code a signal asked for, once one has.</summary>
    public int? Terminated { get; private set; }

    /// <summary>Runs something that `stop` can stop without blocking.</summary>
    public T Run<T>(Action stop, Func<T> body)
    {
        var work = new Work(stop);
        lock (_gate)
        {
            Interrupted = false;
            _running.Push(work);
        }

        try
        {
            return body();
        }
        finally
        {
            lock (_gate)
            {
                _running.Pop();
                Interrupted = work.Stopped;
            }
        }
    }

    /// <summary>Whether the innermost work was told to stop.</summary>
    public bool IsStopping
    {
        get
        {
            lock (_gate)
            {
                return _running.TryPeek(out var work) && work.Stopped;
            }
        }
    }

    /// <summary>Stops the innermost work, as Ctrl+C typed into one of its prompts does.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            if (_running.TryPeek(out var work))
            {
                work.StopOnce();
            }
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKey;
        _signals.ForEach(signal => signal.Dispose());
        _lastResort?.Dispose();
    }

    private void OnCancelKey(object? sender, ConsoleCancelEventArgs e)
    {
        lock (_gate)
        {
            if (!_running.TryPeek(out var work))
            {
                e.Cancel = ShellSurvives;
                return;
            }

            // Pressing it again is the way out of a command that does not stop.
            e.Cancel = ShellSurvives || !work.Stopped;
            work.StopOnce();
        }
    }

    private void OnTermination(PosixSignalContext context, int exitCode)
    {
        context.Cancel = true;
        lock (_gate)
        {
            Terminated = exitCode;
            if (_running.Count > 0)
            {
                _lastResort ??= new Timer(_ => Environment.Exit(exitCode), null, Patience, Timeout.InfiniteTimeSpan);
                foreach (var work in _running)
                {
                    work.StopOnce();
                }

                return;
            }
        }

        Environment.Exit(exitCode);
    }

    private sealed class Work(Action stop)
    {
        public bool Stopped { get; private set; }

        public void StopOnce()
        {
            if (!Stopped)
            {
                Stopped = true;
                // Not on the signal's thread, which may hold what the work is waiting for.
                ThreadPool.QueueUserWorkItem(_ => stop());
            }
        }
    }
}
