using System.Buffers;
using System.IO.Pipelines;

namespace DockerNet.FakeEngine;

/// <summary>A connection's output that can be ended under the HTTP server: what was written still leaves, what follows is swallowed.</summary>
internal sealed class CuttableWriter(PipeWriter inner) : PipeWriter
{
    private readonly Lock _sync = new();
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private volatile bool _cut;

    public bool IsCut => _cut;

    public void Cut()
    {
        lock (_sync)
        {
            if (!_cut)
            {
                _cut = true;
                inner.Complete();
            }
        }
    }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => _cut ? 0 : inner.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0)
    {
        lock (_sync)
        {
            if (!_cut)
            {
                return inner.GetMemory(sizeHint);
            }

            _scratch.ResetWrittenCount();
            return _scratch.GetMemory(sizeHint);
        }
    }

    public override Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public override void Advance(int bytes)
    {
        lock (_sync)
        {
            if (!_cut)
            {
                inner.Advance(bytes);
            }
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _cut ? ValueTask.FromResult(new FlushResult(isCanceled: false, isCompleted: true)) : inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        lock (_sync)
        {
            if (!_cut)
            {
                _cut = true;
                inner.Complete(exception);
            }
        }
    }
}
