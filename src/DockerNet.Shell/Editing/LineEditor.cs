namespace DockerNet.Shell.Editing;

/// <summary>Reads one line from the terminal, with editing, history and completion.</summary>
internal sealed class LineEditor
{
    private const char EndOfTransmission = '\x04';
    private const int PollInterval = 10;

    private readonly LineBuffer _line = new();
    private CompletionCycle? _cycle;

    public History? History { get; init; }

    public Completion? Completion { get; init; }

    /// <summary>Shown in place of every typed character.</summary>
    public char? Mask { get; init; }

    /// <summary>Whether whoever asks was stopped from outside, as by a Ctrl+C just before the editor took the keys: that ends the line too.</summary>
    public Func<bool>? IsStopped { get; init; }

    /// <summary>The prompt is on the screen, with the cursor behind it.</summary>
    public bool PromptIsShown { get; init; }

    public LineResult Read(string prompt)
    {
        var display = new LineDisplay(prompt, Mask, PromptIsShown);
        var recall = History?.Recall();
        _line.Set(string.Empty);
        display.Draw(_line);
        while (true)
        {
            var key = ReadKey();
            if (key.Key is not ConsoleKey.Tab)
            {
                _cycle = null;
            }

            switch (Action(key))
            {
                case EditorAction.Enter:
                    _line.End();
                    display.Draw(_line);
                    display.Finish();
                    return new LineResult(LineKind.Entered, _line.Text);
                case EditorAction.Cancel:
                    display.Finish();
                    return new LineResult(LineKind.Cancelled);
                case EditorAction.EndOfInput when _line.IsEmpty:
                    display.Finish();
                    return new LineResult(LineKind.EndOfInput);
                case EditorAction.EndOfInput:
                    _line.Delete();
                    break;
                case EditorAction.ClearScreen:
                    display.ClearScreen();
                    break;
                case EditorAction.Older:
                    Show(recall?.Older(_line.Text));
                    break;
                case EditorAction.Newer:
                    Show(recall?.Newer());
                    break;
                case EditorAction.Complete:
                    Complete(display, forward: !key.Modifiers.HasFlag(ConsoleModifiers.Shift));
                    break;
                default:
                    Edit(key);
                    break;
            }

            // Pasted text is drawn once.
            if (!Console.KeyAvailable)
            {
                display.Draw(_line);
            }
        }
    }

    private ConsoleKeyInfo ReadKey()
    {
        // Only while a key is awaited: whatever runs between keys must stay interruptible.
        Console.TreatControlCAsInput = true;
        try
        {
            while (IsStopped is not null && !Console.KeyAvailable)
            {
                if (IsStopped())
                {
                    return new('\x03', ConsoleKey.C, shift: false, alt: false, control: true);
                }

                Thread.Sleep(PollInterval);
            }

            return Console.ReadKey(intercept: true);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
        }
    }

    private static EditorAction Action(ConsoleKeyInfo key) => (key.Key, key.Modifiers.HasFlag(ConsoleModifiers.Control)) switch
    {
        (ConsoleKey.Enter, _) or (ConsoleKey.J, true) or (ConsoleKey.M, true) => EditorAction.Enter,
        (ConsoleKey.C, true) => EditorAction.Cancel,
        (ConsoleKey.D, true) => EditorAction.EndOfInput,
        _ when key.KeyChar == EndOfTransmission => EditorAction.EndOfInput,
        (ConsoleKey.L, true) => EditorAction.ClearScreen,
        (ConsoleKey.UpArrow, _) or (ConsoleKey.P, true) => EditorAction.Older,
        (ConsoleKey.DownArrow, _) or (ConsoleKey.N, true) => EditorAction.Newer,
        (ConsoleKey.Tab, _) => EditorAction.Complete,
        _ => EditorAction.Edit,
    };

    private void Edit(ConsoleKeyInfo key)
    {
        switch (key.Key, key.Modifiers.HasFlag(ConsoleModifiers.Control))
        {
            case (ConsoleKey.Backspace, true) or (ConsoleKey.W, true):
                _line.DeleteWordLeft();
                break;
            case (ConsoleKey.Backspace, _) or (ConsoleKey.H, true):
                _line.Backspace();
                break;
            case (ConsoleKey.Delete, _):
                _line.Delete();
                break;
            case (ConsoleKey.LeftArrow, true):
                _line.WordLeft();
                break;
            case (ConsoleKey.RightArrow, true):
                _line.WordRight();
                break;
            case (ConsoleKey.LeftArrow, _) or (ConsoleKey.B, true):
                _line.Left();
                break;
            case (ConsoleKey.RightArrow, _) or (ConsoleKey.F, true):
                _line.Right();
                break;
            case (ConsoleKey.Home, _) or (ConsoleKey.A, true):
                _line.Home();
                break;
            case (ConsoleKey.End, _) or (ConsoleKey.E, true):
                _line.End();
                break;
            case (ConsoleKey.U, true):
                _line.DeleteToStart();
                break;
            case (ConsoleKey.K, true):
                _line.DeleteToEnd();
                break;
            case (ConsoleKey.Escape, _):
                _line.Set(string.Empty);
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _line.Insert(key.KeyChar.ToString());
                }

                break;
        }
    }

    private void Show(string? text)
    {
        if (text is not null)
        {
            _line.Set(text);
        }
    }

    private void Complete(LineDisplay display, bool forward)
    {
        if (_cycle is null)
        {
            _cycle = Completion?.For(_line.Text, _line.Caret);
            if (_cycle?.Count > 1)
            {
                display.Finish();
                Console.Out.Write(_cycle.Listing());
            }
        }

        _cycle?.Apply(_line, forward);
    }
}
