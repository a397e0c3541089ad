using System.Diagnostics;
using System.Text;

namespace DockerNet.Integration;

/// <summary>Containers on the user's terminal: the shell in a pseudo terminal that util-linux's <c>script</c> opens.</summary>
public sealed class TerminalTests(RealEngine engine) : RealEngineTest(engine)
{
    private const string ControlC = "\x03";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [TerminalFact]
    public void A_container_is_entered_with_a_real_terminal_and_left_as_it_was()
    {
        Session.Run("New-Container busybox 'sleep 1000' -Name \"$p-web\" -Start").Succeeded();
        using var screen = Open($"stty sane; stty > /tmp/{Prefix}.before", $"Enter-Container {Prefix}-web; \"code=$LASTEXITCODE\"; Invoke-ContainerCommand {Prefix}-web sh -Interactive -Tty", $"stty > /tmp/{Prefix}.after");

        screen.WaitFor("# ");
        screen.Type("tty; hostname\n");
        screen.WaitFor("/dev/pts/0");
        screen.WaitFor("# ");
        // Not what is typed is waited for, but what comes of it: before that, Ctrl+C would be a key of the line.
        screen.Type("echo st''arted; sleep 1000\n");
        screen.WaitFor("started");
        screen.Type(ControlC);
        screen.WaitFor("# ");
        screen.Type("exit 7\n");
        screen.WaitFor("code=7");
        screen.WaitFor("# ");
        screen.Type("\x10\x11");
        Assert.Equal(0, screen.WaitForExit());

        Assert.Equal(File.ReadAllText($"/tmp/{Prefix}.before"), File.ReadAllText($"/tmp/{Prefix}.after"));
        File.Delete($"/tmp/{Prefix}.before");
        File.Delete($"/tmp/{Prefix}.after");
        Assert.DoesNotContain("read escape sequence", screen.Text, StringComparison.Ordinal);
    }

    [TerminalFact]
    public void A_run_on_the_terminal_ends_with_its_shell_and_leaves_no_container()
    {
        using var screen = Open("stty sane", $"Invoke-Container busybox sh -Interactive -Tty -Name {Prefix}-run", "echo gone");

        screen.WaitFor("# ");
        screen.Type("exit\n");
        screen.WaitFor("gone");

        Assert.Equal(0, screen.WaitForExit());
        Assert.Empty(Session.Run("Get-Container \"$p*\"").Of<Container>());
    }

    private static Screen Open(string before, string script, string after) => new(
        $"{before}; dotnet exec '{ShellProcess.Path}' -NoProfile -Command '{script.Replace("'", "'\\''", StringComparison.Ordinal)}'; {after}");

    private sealed class Screen : IDisposable
    {
        private readonly Process _process;
        private readonly StringBuilder _text = new();
        private readonly Task _reading;
        private int _seen;

        public Screen(string commands)
        {
            _process = Process.Start(new ProcessStartInfo(TerminalFactAttribute.Script, ["--quiet", "--flush", "--return", "--command", commands, "/dev/null"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                WorkingDirectory = ModuleSession.Root,
                Environment = { ["TERM"] = "xterm-256color" },
            })!;
            _reading = Task.Run(ReadAsync);
        }

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public void Type(string keys)
        {
            _process.StandardInput.Write(keys);
            _process.StandardInput.Flush();
        }

        public void WaitFor(string text) => Assert.True(SpinWait.SpinUntil(() => Find(text), Patience), $"'{text}' did not appear. On the screen: {Text}");

        public int WaitForExit()
        {
            Assert.True(_process.WaitForExit(Patience), $"It did not end. On the screen: {Text}");
            return _process.ExitCode;
        }

        public void Dispose()
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            _reading.Wait(Patience);
            _process.Dispose();
        }

        private bool Find(string text)
        {
            Thread.Sleep(10);
            lock (_text)
            {
                var found = _text.ToString().IndexOf(text, _seen, StringComparison.Ordinal);
                _seen = found < 0 ? _seen : found + text.Length;
                return found >= 0;
            }
        }

        private async Task ReadAsync()
        {
            var buffer = new char[4096];
            for (int count; (count = await _process.StandardOutput.ReadAsync(buffer)) > 0;)
            {
                lock (_text)
                {
                    _text.Append(buffer, 0, count);
                }
            }
        }
    }
}
