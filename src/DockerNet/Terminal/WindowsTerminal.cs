using System.Runtime.InteropServices;
using System.Text;

namespace DockerNet;

/// <summary>A console of Windows 10 and later, which speaks the escape sequences of a terminal. Source: Console Virtual
/// Terminal Sequences, ReadConsoleInput in Microsoft's Windows Console documentation.</summary>
internal sealed class WindowsTerminal : Terminal
{
    private const int InputHandle = -10;
    private const int OutputHandle = -11;
    private const uint ProcessedInput = 0x1;
    private const uint LineInput = 0x2;
    private const uint EchoInput = 0x4;
    private const uint SequencesInput = 0x200;
    private const uint SequencesOutput = 0x4;
    private const uint NoReturnOnLineFeed = 0x8;
    private const ushort KeyEvent = 1;

    private readonly nint _input = NativeMethods.GetStdHandle(InputHandle);
    private readonly nint _output = NativeMethods.GetStdHandle(OutputHandle);
    private readonly uint _inputBefore;
    private readonly uint _outputBefore;
    private readonly Encoder _encoder = Encoding.UTF8.GetEncoder();

    /// <exception cref="IOException">It is no console.</exception>
    public WindowsTerminal()
    {
        if (!NativeMethods.GetConsoleMode(_input, out _inputBefore) || !NativeMethods.GetConsoleMode(_output, out _outputBefore)
            || !NativeMethods.SetConsoleMode(_input, (_inputBefore & ~(ProcessedInput | LineInput | EchoInput)) | SequencesInput))
        {
            throw new IOException("The console cannot be switched to raw mode.");
        }

        _ = NativeMethods.SetConsoleMode(_output, _outputBefore | SequencesOutput | NoReturnOnLineFeed);
    }

    public override int Read(byte[] buffer, int patience)
    {
        if (NativeMethods.WaitForSingleObject(_input, (uint)patience) != 0)
        {
            return 0;
        }

        // A character takes up to three bytes, half a surrogate pair none.
        var records = new InputRecord[buffer.Length / 4];
        if (!NativeMethods.ReadConsoleInput(_input, records, (uint)records.Length, out var count))
        {
            return -1;
        }

        var characters = records.Take((int)count).Where(record => record is { EventType: KeyEvent, KeyDown: not 0, Character: not '\0' }).Select(record => record.Character).ToArray();
        return _encoder.GetBytes(characters, buffer, flush: false);
    }

    protected override void Restore()
    {
        _ = NativeMethods.SetConsoleMode(_input, _inputBefore);
        _ = NativeMethods.SetConsoleMode(_output, _outputBefore);
    }

    /// <summary>INPUT_RECORD with a KEY_EVENT_RECORD.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 20, CharSet = CharSet.Unicode)]
    private struct InputRecord
    {
        [FieldOffset(0)]
        public ushort EventType;

        [FieldOffset(4)]
        public int KeyDown;

        [FieldOffset(14)]
        public char Character;
    }

    private static class NativeMethods
    {
        [DllImport("kernel32.dll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        public static extern nint GetStdHandle(int which);

        [DllImport("kernel32.dll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static extern bool GetConsoleMode(nint handle, out uint mode);

        [DllImport("kernel32.dll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static extern bool SetConsoleMode(nint handle, uint mode);

        [DllImport("kernel32.dll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        public static extern uint WaitForSingleObject(nint handle, uint milliseconds);

        [DllImport("kernel32.dll", EntryPoint = "ReadConsoleInputW")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
        [return: MarshalAs(UnmanagedType.Bool)]
        public static extern bool ReadConsoleInput(nint handle, [Out] InputRecord[] records, uint length, out uint read);
    }
}
