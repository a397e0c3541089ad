using System.Management.Automation.Host;

namespace DockerNet.Shell.Hosting;

/// <summary>The console's size, colours, keys and cursor.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    private const string NoBuffer = "This console's screen cannot be read or written cell by cell.";

    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set => Console.ForegroundColor = value;
    }

    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set => Console.BackgroundColor = value;
    }

    public override Coordinates CursorPosition
    {
        get => Console.IsOutputRedirected ? default : new Coordinates(Console.CursorLeft, Console.CursorTop);
        set => Console.SetCursorPosition(value.X, value.Y);
    }

    public override int CursorSize
    {
        get => 25;
        set { }
    }

    public override Size BufferSize
    {
        get => WindowSize;
        set { }
    }

    public override Size WindowSize
    {
        get => new(Terminal.Width, Terminal.Height);
        set { }
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition
    {
        get => default;
        set { }
    }

    public override string WindowTitle
    {
        get => OperatingSystem.IsWindows() ? Console.Title : string.Empty;
        set
        {
            if (!Console.IsOutputRedirected)
            {
                Console.Title = value;
            }
        }
    }

    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        var key = Console.ReadKey(options.HasFlag(ReadKeyOptions.NoEcho));
        var state = default(ControlKeyStates);
        if (key.Modifiers.HasFlag(ConsoleModifiers.Shift))
        {
            state |= ControlKeyStates.ShiftPressed;
        }

        if (key.Modifiers.HasFlag(ConsoleModifiers.Alt))
        {
            state |= ControlKeyStates.LeftAltPressed;
        }

        if (key.Modifiers.HasFlag(ConsoleModifiers.Control))
        {
            state |= ControlKeyStates.LeftCtrlPressed;
        }

        return new KeyInfo((int)key.Key, key.KeyChar, state, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
        {
            Console.ReadKey(intercept: true);
        }
    }

    /// <summary>Clear-Host fills the whole screen with spaces; nothing else can be filled.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (!Console.IsOutputRedirected)
        {
            Console.Clear();
        }
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw new NotSupportedException(NoBuffer);

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw new NotSupportedException(NoBuffer);

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw new NotSupportedException(NoBuffer);

    public override int LengthInBufferCells(string source) => Cells.OfDecorated(source);

    public override int LengthInBufferCells(string source, int offset) => Cells.OfDecorated(source[offset..]);

    public override int LengthInBufferCells(char source) => Cells.Of([source]);
}
