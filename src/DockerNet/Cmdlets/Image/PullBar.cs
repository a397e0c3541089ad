using System.Globalization;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Shows a pull as one bar, all its layers together.</summary>
/// <param name="post">Has something written by the pipeline's thread.</param>
/// <param name="cmdlet">Who writes it.</param>
/// <param name="image">The image.</param>
internal sealed class PullBar(Action<Action> post, Cmdlet cmdlet, string image) : IProgress<PullProgress>
{
    private static int _last;

    private readonly int _activity = 0x1A9E + (Interlocked.Increment(ref _last) % 0xFFF);

    /// <inheritdoc/>
    public void Report(PullProgress value) => post(() => cmdlet.WriteProgress(new(_activity, $"Pulling {image}", Words(value)) { PercentComplete = value.Percent }));

    /// <summary>Takes the bar away.</summary>
    public void End() => post(() => cmdlet.WriteProgress(new(_activity, $"Pulling {image}", "Done") { RecordType = ProgressRecordType.Completed }));

    private static string Words(PullProgress progress) => progress.Layers == 0
        ? progress.Status is { Length: > 0 } status ? status : "Asking the registry"
        : string.Create(CultureInfo.CurrentCulture, $"{progress.LayersDone} of {progress.Layers} layers, {progress.BytesDone / 1e6:0.0} of {progress.BytesTotal / 1e6:0.0} MB");
}
