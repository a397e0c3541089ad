using System.Runtime.InteropServices;

namespace DockerNet;

/// <summary>A terminal of Linux and macOS. Source: POSIX termios; cfmakeraw(3).</summary>
internal sealed class UnixTerminal : Terminal
{
    private const int AfterOutput = 1;

    /// <summary>More than struct termios has on any system.</summary>
    private const int SettingsSize = 256;

    /// <summary>Linux has four flags of 32 bits, macOS of 64, and other values for them.</summary>
    private static readonly bool IsMac = OperatingSystem.IsMacOS();
    private static readonly (int Flags, ulong On)[] LineMode = IsMac
        ? [(0, 0x100), (1, 0x1 | 0x2), (3, 0x80 | 0x100 | 0x400 | 0x8 | 0x2)]
        : [(0, 0x100), (1, 0x1 | 0x4), (3, 0x1 | 0x2 | 0x8000 | 0x8 | 0x10)];

    private readonly byte[] _before = new byte[SettingsSize];

    /// <param name="lines">Whether it is to give whole lines, which it shows as they are typed, instead of keys: PowerShell leaves it in neither state.</param>
    /// <exception cref="IOException">It is no terminal.</exception>
    public UnixTerminal(bool lines)
    {
        if (NativeMethods.GetSettings(StandardInput.Descriptor, _before) != 0)
        {
            throw new IOException("The standard input is no terminal.");
        }

        var settings = (byte[])_before.Clone();
        if (lines)
        {
            TurnOnLines(settings);
        }
        else
        {
            NativeMethods.MakeRaw(settings);
        }

        if (NativeMethods.SetSettings(StandardInput.Descriptor, AfterOutput, settings) != 0)
        {
            throw new IOException("The terminal cannot be switched to another mode.");
        }
    }

    public override int Read(byte[] buffer, int patience) => StandardInput.ReadUnix(buffer, patience);

    protected override void Restore() => _ = NativeMethods.SetSettings(StandardInput.Descriptor, AfterOutput, _before);

    /// <summary>ICRNL; OPOST and ONLCR; ISIG, ICANON, IEXTEN, ECHO and ECHOE.</summary>
    private static void TurnOnLines(byte[] settings)
    {
        foreach (var (flags, on) in LineMode)
        {
            if (IsMac)
            {
                MemoryMarshal.Cast<byte, ulong>(settings.AsSpan())[flags] |= on;
            }
            else
            {
                MemoryMarshal.Cast<byte, uint>(settings.AsSpan())[flags] |= (uint)on;
            }
        }
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "tcgetattr")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int GetSettings(int descriptor, byte[] settings);

        [DllImport("libc", EntryPoint = "tcsetattr")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int SetSettings(int descriptor, int when, byte[] settings);

        [DllImport("libc", EntryPoint = "cfmakeraw")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern void MakeRaw(byte[] settings);
    }
}
