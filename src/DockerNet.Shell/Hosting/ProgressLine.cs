using System.Management.Automation;

namespace DockerNet.Shell.Hosting;

/// <summary>Shows the running activity in one line of the terminal's standard error.</summary>
internal sealed class ProgressLine
{
    private const int BarWidth = 20;
    private const int RedrawMilliseconds = 50;

    private long _nextDraw;
    private bool _shown;

    public void Show(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Clear();
            return;
        }

        if (!Terminal.CanShowProgress || (_shown && Environment.TickCount64 < _nextDraw))
        {
            return;
        }

        _nextDraw = Environment.TickCount64 + RedrawMilliseconds;
        _shown = true;
        var style = PSStyle.Instance.OutputRendering == OutputRendering.PlainText ? string.Empty : PSStyle.Instance.Progress.Style;
        var reset = style.Length > 0 ? PSStyle.Instance.Reset : string.Empty;
        Console.Error.Write($"\r{style}{Fit(Text(record), Terminal.Width - 1)}{reset}\x1b[K");
    }

    public void Clear()
    {
        if (_shown)
        {
            _shown = false;
            Console.Error.Write("\r\x1b[K");
        }
    }

    private static string Text(ProgressRecord record)
    {
        var bar = record.PercentComplete is >= 0 and <= 100
            ? $" [{new string('#', record.PercentComplete * BarWidth / 100).PadRight(BarWidth)}] {record.PercentComplete}%"
            : string.Empty;
        var left = record.SecondsRemaining >= 0 ? $" {TimeSpan.FromSeconds(record.SecondsRemaining):g}" : string.Empty;
        return $"{record.Activity}{bar}{left} {record.StatusDescription} {record.CurrentOperation}".TrimEnd().ReplaceLineEndings(" ");
    }

    private static string Fit(string text, int width)
    {
        while (text.Length > 0 && Cells.Of(text) > width)
        {
            text = text[..^1];
        }

        return text;
    }
}
