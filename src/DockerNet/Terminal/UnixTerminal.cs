using System.Runtime.InteropServices;

namespace DockerNet;

/// <summary>A terminal of Linux and macOS. Source: POSIX termios; cfmakeraw(3).</summary>
internal sealed class UnixTerminal : Terminal
{
    private const int AfterOutput = 1;

    /// <summary>More than struct termios has on any system.</summary>
    private const int SettingsSize = 256;

    private readonly byte[] _before = new byte[SettingsSize];

    /// <exception cref="IOException">It is no terminal.</exception>
    public UnixTerminal()
    {
        if (NativeMethods.GetSettings(StandardInput.Descriptor, _before) != 0)
        {
            throw new IOException("The standard input is no terminal.");
        }

        var raw = (byte[])_before.Clone();
        NativeMethods.MakeRaw(raw);
        if (NativeMethods.SetSettings(StandardInput.Descriptor, AfterOutput, raw) != 0)
        {
            throw new IOException("The terminal cannot be switched to raw mode.");
        }
    }

    public override int Read(byte[] buffer, int patience) => StandardInput.ReadUnix(buffer, patience);

    protected override void Restore() => _ = NativeMethods.SetSettings(StandardInput.Descriptor, AfterOutput, _before);

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
