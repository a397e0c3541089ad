using System.Globalization;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Shows how many bytes have been copied, some times a second.</summary>
/// <param name="post">Has something written by the pipeline's thread.</param>
/// <param name="cmdlet">Who writes it.</param>
/// <param name="activity">What is done.</param>
/// <param name="total">The bytes in all; null where nobody knows.</param>
internal sealed class TransferBar(Action<Action> post, Cmdlet cmdlet, string activity, long? total = null) : IProgress<long>
{
    private const int Interval = 250;
    private const int ActivityId = 0x1A9D;

    private long _told = Environment.TickCount64;

    /// <inheritdoc/>
    public void Report(long value)
    {
        var now = Environment.TickCount64;
        if (now - _told >= Interval)
        {
            _told = now;
            var words = string.Create(CultureInfo.CurrentCulture, $"{value / 1e6:0.0} MB{(total is null ? "" : $" of {total / 1e6:0.0} MB")}");
            post(() => cmdlet.WriteProgress(new(ActivityId, activity, words) { PercentComplete = total is > 0 ? (int)Math.Min(100, 100 * value / total.Value) : -1 }));
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void End() => post(() => cmdlet.WriteProgress(new(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed }));
}
