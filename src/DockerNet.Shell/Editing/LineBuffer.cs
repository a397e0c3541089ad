namespace DockerNet.Shell.Editing;

/// <summary>The text of the line being typed and the caret in it.</summary>
internal sealed class LineBuffer
{
    public string Text { get; private set; } = string.Empty;

    public int Caret { get; private set; }

    public bool IsEmpty => Text.Length == 0;

    public void Set(string text) => Set(text, text.Length);

    public void Set(string text, int caret)
    {
        Text = text;
        Caret = Math.Clamp(caret, 0, text.Length);
    }

    public void Insert(string text) => Set(Text.Insert(Caret, text), Caret + text.Length);

    public void Replace(int start, int length, string text) =>
        Set(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(start + length)), start + text.Length);

    public void Left() => Caret = Before(Caret);

    public void Right() => Caret = After(Caret);

    public void Home() => Caret = 0;

    public void End() => Caret = Text.Length;

    public void WordLeft() => Caret = WordStart();

    public void WordRight() => Caret = WordEnd();

    public void Backspace() => Cut(Before(Caret), Caret);

    public void Delete() => Cut(Caret, After(Caret));

    public void DeleteWordLeft() => Cut(WordStart(), Caret);

    public void DeleteToStart() => Cut(0, Caret);

    public void DeleteToEnd() => Cut(Caret, Text.Length);

    private void Cut(int start, int end) => Set(Text.Remove(start, end - start), start);

    private int Before(int index) => index switch
    {
        0 => 0,
        > 1 when char.IsSurrogatePair(Text[index - 2], Text[index - 1]) => index - 2,
        _ => index - 1,
    };

    private int After(int index) => index switch
    {
        _ when index >= Text.Length => Text.Length,
        _ when index + 1 < Text.Length && char.IsSurrogatePair(Text[index], Text[index + 1]) => index + 2,
        _ => index + 1,
    };

    private int WordStart()
    {
        var index = Caret;
        while (index > 0 && !char.IsLetterOrDigit(Text[index - 1]))
        {
            index--;
        }

        while (index > 0 && char.IsLetterOrDigit(Text[index - 1]))
        {
            index--;
        }

        return index;
    }

    private int WordEnd()
    {
        var index = Caret;
        while (index < Text.Length && !char.IsLetterOrDigit(Text[index]))
        {
            index++;
        }

        while (index < Text.Length && char.IsLetterOrDigit(Text[index]))
        {
            index++;
        }

        return index;
    }
}
