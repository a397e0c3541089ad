namespace DockerNet;

/// <summary>The user's terminal, keys going through as they are pressed until this is disposed.</summary>
internal abstract class Terminal : IDisposable
{
    private bool _restored;

    protected Terminal() => AppDomain.CurrentDomain.ProcessExit += OnExit;

    /// <summary>Whether there is a terminal to hand over.</summary>
    public static bool IsThere => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <summary>Its size.</summary>
    public static TerminalSize Size => new(Console.WindowWidth, Console.WindowHeight);

    /// <summary>Takes the terminal over: Ctrl+C and all other keys are bytes like any.</summary>
    /// <exception cref="DockerNetException"><c>NoConsole</c>.</exception>
    public static Terminal Open(string target)
    {
        if (!IsThere)
        {
            throw None(target);
        }

        try
        {
            return OperatingSystem.IsWindows() ? new WindowsTerminal() : new UnixTerminal();
        }
        catch (IOException e)
        {
            throw None(target, e);
        }
    }

    /// <summary>What comes of the keys pressed.</summary>
    /// <param name="buffer">Where it is put.</param>
    /// <param name="patience">How long to wait for a key, in milliseconds.</param>
    /// <returns>How many bytes; 0 if no key was pressed; -1 if there will never be one.</returns>
    public abstract int Read(byte[] buffer, int patience);

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        RestoreOnce();
    }

    /// <summary>Puts the terminal back as it was.</summary>
    protected abstract void Restore();

    private static DockerNetException None(string target, Exception? inner = null) => new(
        "NoConsole",
        System.Management.Automation.ErrorCategory.ResourceUnavailable,
        "There is no console to hand to the container: input or output is redirected.",
        target,
        "Run it at a prompt, or use Invoke-ContainerCommand without -Tty, which takes its input from the pipeline.",
        inner);

    private void OnExit(object? sender, EventArgs e) => RestoreOnce();

    private void RestoreOnce()
    {
        if (!_restored)
        {
            _restored = true;
            Restore();
        }
    }
}
