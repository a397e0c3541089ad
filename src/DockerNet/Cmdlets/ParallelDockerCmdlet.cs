using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>A cmdlet that works on many objects at a time: each is started as it arrives, results and errors come in the order of arrival.</summary>
public abstract class ParallelDockerCmdlet : DockerCmdlet
{
    private const int DefaultThrottleLimit = 64;

    private readonly Queue<(Task Task, Action Finish)> _underWay = new();
    private SemaphoreSlim? _places;

    /// <summary>How many objects are worked on at the same time.</summary>
    [Parameter]
    [ValidateRange(1, 1024)]
    public int ThrottleLimit { get; set; } = DefaultThrottleLimit;

    /// <summary>Starts work on one object.</summary>
    /// <param name="work">The work.</param>
    /// <param name="emit">Writes its result, on the pipeline's thread.</param>
    protected void InParallel<T>(Func<CancellationToken, Task<T>> work, Action<T> emit)
    {
        var places = _places ??= new(ThrottleLimit);
        var task = Start(async token =>
        {
            await places.WaitAsync(token).ConfigureAwait(false);
            try
            {
                return await work(token).ConfigureAwait(false);
            }
            finally
            {
                places.Release();
            }
        });
        _underWay.Enqueue((task, () => Try(() => emit(Await(task)))));
        while (_underWay.TryPeek(out var oldest) && oldest.Task.IsCompleted)
        {
            _underWay.Dequeue().Finish();
        }
    }

    /// <inheritdoc cref="InParallel{T}"/>
    protected void InParallel(Func<CancellationToken, Task> work) => InParallel(
        async token =>
        {
            await work(token).ConfigureAwait(false);
            return true;
        },
        _ => { });

    /// <summary>Waits for all that is under way.</summary>
    protected override void EndProcessing()
    {
        while (_underWay.TryDequeue(out var oldest))
        {
            oldest.Finish();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && _underWay.Count == 0)
        {
            _places?.Dispose();
        }
    }
}
