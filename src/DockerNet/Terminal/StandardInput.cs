using System.Runtime.InteropServices;

namespace DockerNet;

/// <summary>The standard input of this process, read with patience: a blocking read would outlive its reader and swallow the
/// user's next line.</summary>
internal static class StandardInput
{
    public const int Descriptor = 0;

    private const short Readable = 1;
    private static Task<(byte[] Bytes, int Count)>? _pending;

    /// <inheritdoc cref="Terminal.Read"/>
    public static int Read(byte[] buffer, int patience) => OperatingSystem.IsWindows() ? ReadWindows(buffer, patience) : ReadUnix(buffer, patience);

    /// <inheritdoc cref="Terminal.Read"/>
    public static int ReadUnix(byte[] buffer, int patience)
    {
        var poll = new Poll { Descriptor = Descriptor, Wanted = Readable };
        if (NativeMethods.Poll(ref poll, 1, patience) <= 0)
        {
            return 0;
        }

        var read = NativeMethods.Read(Descriptor, buffer, (nuint)buffer.Length);
        return read > 0 ? (int)read : -1;
    }

    /// <summary>Windows cannot wait for a pipe and a console alike: the read that is under way is kept for the next one who asks.</summary>
    private static int ReadWindows(byte[] buffer, int patience)
    {
        _pending ??= Task.Run(() =>
        {
            var bytes = new byte[buffer.Length];
            using var input = Console.OpenStandardInput();
            return (bytes, input.Read(bytes));
        });
        if (!_pending.Wait(patience))
        {
            return 0;
        }

        var (read, count) = _pending.Result;
        _pending = null;
        read.AsSpan(0, count).CopyTo(buffer);
        return count > 0 ? count : -1;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Poll
    {
        public int Descriptor;
        public short Wanted;
        public short Happened;
    }

    private static class NativeMethods
    {
        [DllImport("libc", EntryPoint = "poll")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int Poll(ref Poll poll, nuint count, int milliseconds);

        [DllImport("libc", EntryPoint = "read")]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern nint Read(int descriptor, byte[] buffer, nuint count);
    }
}
