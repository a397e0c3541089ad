using System.Text;
using DockerNet.Shell.Hosting;

namespace DockerNet.Shell.Editing;

/// <summary>Draws a prompt and the line behind it, wrapped over as many rows as they need.</summary>
internal sealed class LineDisplay
{
    private readonly string _prompt;
    private readonly char? _mask;

    // Only relative movements: asking a terminal where its cursor is costs a round trip, and some never answer.
    private int _caretRow;
    private int _lastRow;

    public LineDisplay(string prompt, char? mask, bool promptIsShown)
    {
        _prompt = prompt;
        _mask = mask;
        if (promptIsShown)
        {
            _caretRow = _lastRow = Math.Max(0, Cells.OfDecorated(prompt) - 1) / Terminal.Width;
        }
    }

    public void Draw(LineBuffer line)
    {
        var text = _mask is { } hidden ? new string(hidden, line.Text.Length) : line.Text;
        var output = new StringBuilder();
        ToFirstRow(output);
        output.Append("\x1b[J").Append(_prompt).Append(text);

        var end = Place(text);
        if (end.Column == 0 && end.Row > 0)
        {
            // A full row leaves the cursor behind its last cell; make the wrap happen now.
            output.Append(" \r");
        }

        var caret = Place(text.AsSpan(0, line.Caret));
        if (end.Row > caret.Row)
        {
            output.Append($"\x1b[{end.Row - caret.Row}A");
        }

        output.Append('\r');
        if (caret.Column > 0)
        {
            output.Append($"\x1b[{caret.Column}C");
        }

        (_caretRow, _lastRow) = (caret.Row, end.Row);
        Console.Out.Write(output.ToString());
    }

    /// <summary>Leaves the drawn line as it is and moves below it.</summary>
    public void Finish()
    {
        if (_lastRow > _caretRow)
        {
            Console.Out.Write($"\x1b[{_lastRow - _caretRow}B");
        }

        Console.Out.WriteLine();
        (_caretRow, _lastRow) = (0, 0);
    }

    public void ClearScreen()
    {
        Console.Out.Write("\x1b[H\x1b[2J");
        (_caretRow, _lastRow) = (0, 0);
    }

    private void ToFirstRow(StringBuilder output)
    {
        output.Append('\r');
        if (_caretRow > 0)
        {
            output.Append($"\x1b[{_caretRow}A");
        }
    }

    private (int Row, int Column) Place(ReadOnlySpan<char> text)
    {
        var width = Terminal.Width;
        var lastPromptLine = _prompt[(_prompt.LastIndexOf('\n') + 1)..];
        var (row, column) = Math.DivRem(Cells.OfDecorated(lastPromptLine), width);
        foreach (var rune in text.EnumerateRunes())
        {
            var cells = Cells.Of(rune);
            if (column + cells > width)
            {
                (row, column) = (row + 1, 0);
            }

            column += cells;
        }

        return column >= width ? (row + 1, 0) : (row, column);
    }
}
