namespace DockerNet.Shell.Tests;

public sealed class HistoryTests(Sandbox sandbox) : IClassFixture<Sandbox>
{
    [TerminalFact]
    public void Lines_outlive_the_session_but_secrets_do_not()
    {
        using (var first = new Terminal(sandbox))
        {
            first.WaitForPrompt();
            first.Type("'kept ' + 'line'\r");
            first.WaitFor("\r\nkept line\r\n");
            first.WaitForPrompt();
            first.Type("$password = 'hunter2'\r");
            first.WaitForPrompt();
            first.Type("'postgres://me:hunter2@db' | Out-Null\r");
            first.WaitForPrompt();
            first.Type(Terminal.ControlD);
            Assert.Equal(0, first.WaitForExit());
        }

        Assert.Equal("'kept ' + 'line'\n", File.ReadAllText(sandbox.HistoryFile));
        Assert.True(OperatingSystem.IsLinux() && File.GetUnixFileMode(sandbox.HistoryFile) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        using var second = new Terminal(sandbox);
        second.WaitForPrompt();
        second.Type(Terminal.Up + "\r");
        second.WaitFor("\r\nkept line\r\n");
    }
}
