using System.Diagnostics;
using System.Text;

namespace DockerNet.Shell.Tests;

/// <summary>The shell in a pseudo terminal: keys go in, the screen's raw text comes out.</summary>
public sealed class Terminal : IDisposable
{
    public const string Script = "/usr/bin/script";
    public const string Up = "\x1b[A";
    public const string ControlC = "\x03";
    public const string ControlD = "\x04";

    private readonly Process _process;
    private readonly StringBuilder _screen = new();
    private readonly Task _reading;
    private int _seen;

    public Terminal(Sandbox sandbox, string arguments = "")
    {
        // Who started the tests in the background has turned Ctrl+C off for all that they start: only env turns it on.
        _process = sandbox.Start("/usr/bin/env", "--default-signal=INT", Script, "--quiet", "--flush", "--return", "--command", $"'{Sandbox.DotNet}' '{Sandbox.Shell}' {arguments}", "/dev/null");
        _reading = Task.Run(ReadAsync);
    }

    public void Type(string keys)
    {
        _process.StandardInput.Write(keys);
        _process.StandardInput.Flush();
    }

    /// <summary>Waits for text that was not waited for before, and returns everything up to its end.</summary>
    public string WaitFor(string text)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            lock (_screen)
            {
                var all = _screen.ToString();
                var found = all.IndexOf(text, _seen, StringComparison.Ordinal);
                if (found >= 0)
                {
                    var passed = all[_seen..(found + text.Length)];
                    _seen = found + text.Length;
                    return passed;
                }

                if (clock.Elapsed > Sandbox.Patience)
                {
                    throw new TimeoutException($"'{text}' did not appear. On the screen: {all[_seen..]}");
                }
            }

            Thread.Sleep(10);
        }
    }

    public void WaitForPrompt() => WaitFor("> \r");

    public int WaitForExit()
    {
        Assert.True(_process.WaitForExit(Sandbox.Patience), "The shell did not end.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _reading.Wait(Sandbox.Patience);
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new char[4096];
        int count;
        while ((count = await _process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            lock (_screen)
            {
                _screen.Append(buffer, 0, count);
            }
        }
    }
}
