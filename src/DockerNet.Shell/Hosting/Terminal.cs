using System.Management.Automation;
using System.Runtime.InteropServices;

namespace DockerNet.Shell.Hosting;

/// <summary>What the console at hand can do.</summary>
internal static class Terminal
{
    private const int WidthWithoutTerminal = 120;
    private const int HeightWithoutTerminal = 50;
    private const int StandardOutputHandle = -11;
    private const uint EnableVirtualTerminalProcessing = 4;

    /// <summary>Keys can be read and lines redrawn.</summary>
    public static bool CanEdit { get; } = !Console.IsInputRedirected && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static bool CanShowProgress { get; } = !Console.IsOutputRedirected && !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";

    public static int Width => Console.IsOutputRedirected ? WidthWithoutTerminal : Positive(Console.WindowWidth, WidthWithoutTerminal);

    public static int Height => Console.IsOutputRedirected ? HeightWithoutTerminal : Positive(Console.WindowHeight, HeightWithoutTerminal);

    /// <summary>Applies what the environment says about colours, by pwsh's rules, and returns whether escape sequences work.</summary>
    public static bool Prepare()
    {
        var term = Environment.GetEnvironmentVariable("TERM");
        if (term is "xterm-mono" or "xtermm" || Environment.GetEnvironmentVariable("NO_COLOR") is not null)
        {
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        }

        return term != "dumb" && !Console.IsOutputRedirected && (!OperatingSystem.IsWindows() || EnableWindowsEscapes());
    }

    private static int Positive(int value, int otherwise) => value > 0 ? value : otherwise;

    private static bool EnableWindowsEscapes()
    {
        var handle = GetStdHandle(StandardOutputHandle);
        return GetConsoleMode(handle, out var mode) && SetConsoleMode(handle, mode | EnableVirtualTerminalProcessing);
    }

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetStdHandle(int which);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool GetConsoleMode(nint handle, out uint mode);

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static extern bool SetConsoleMode(nint handle, uint mode);
}
