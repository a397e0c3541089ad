using System.Diagnostics;

namespace DockerNet.Shell.Tests;

public sealed class PromptTests(Sandbox sandbox) : IClassFixture<Sandbox>
{
    [TerminalFact]
    public void A_conversation()
    {
        using var terminal = new Terminal(sandbox);
        terminal.WaitForPrompt();

        terminal.Type("Get-Sample\r");
        Assert.Contains("\x1b[32;1m", terminal.WaitFor("alpha    5"), StringComparison.Ordinal);
        terminal.WaitForPrompt();

        terminal.Type("if ($true) {\r");
        terminal.WaitFor(">> ");
        terminal.Type("'multi' + 'line'\r");
        terminal.WaitFor(">> ");
        terminal.Type("}\r");
        terminal.WaitFor("multiline\r\n");
        terminal.WaitForPrompt();

        terminal.Type("'edXted'\x1b[D\x1b[D\x1b[D\x1b[D\x7fi\r");
        terminal.WaitFor("\r\nedited\r\n");
        terminal.WaitForPrompt();

        terminal.Type("[string]::new('a', 3)\r");
        terminal.WaitFor("\r\naaa\r\n");
        terminal.WaitForPrompt();
        terminal.Type(Terminal.Up + "\r");
        terminal.WaitFor("\r\naaa\r\n");
        terminal.WaitForPrompt();

        terminal.Type("exit 3\r");
        Assert.Equal(3, terminal.WaitForExit());
    }

    [TerminalFact]
    public void Tab_lists_the_candidates_and_cycles_through_them()
    {
        using var terminal = new Terminal(sandbox);
        terminal.WaitForPrompt();

        terminal.Type("Get-Samp\t");
        terminal.WaitFor("Get-Sample       Get-SampleOther");
        terminal.WaitFor("> Get-Sample\r");
        terminal.Type("\t");
        terminal.WaitFor("> Get-SampleOther\r");
        terminal.Type("\t");
        terminal.WaitFor("> Get-Sample\r");
        terminal.Type("\x1b[Z");
        terminal.WaitFor("> Get-SampleOther\r");
        terminal.Type("\r");
        terminal.WaitFor("\r\nother\r\n");
        terminal.WaitForPrompt();

        terminal.Type("Remove-Sample -Conf\t");
        terminal.WaitFor("Remove-Sample -Confirm\r");
        terminal.Type(Terminal.ControlC);
        terminal.WaitForPrompt();

        terminal.Type(Terminal.ControlD);
        Assert.Equal(0, terminal.WaitForExit());
    }

    [TerminalFact]
    public void Control_C_stops_what_runs_and_keeps_the_shell()
    {
        using var terminal = new Terminal(sandbox);
        terminal.WaitForPrompt();

        terminal.Type("Wait-Forever\r");
        terminal.WaitFor("\r\nwaiting\r\n");
        var clock = Stopwatch.StartNew();
        terminal.Type(Terminal.ControlC);
        terminal.WaitForPrompt();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        terminal.Type("sleep 30\r");
        terminal.WaitFor("sleep 30\r");
        Thread.Sleep(200);
        terminal.Type(Terminal.ControlC);
        terminal.WaitForPrompt();

        terminal.Type("Remove-Sample web\r");
        terminal.WaitFor("(default is \"Y\"): ");
        terminal.Type(Terminal.ControlC);
        terminal.WaitForPrompt();

        terminal.Type("'thrown away'" + Terminal.ControlC);
        terminal.WaitForPrompt();
        terminal.Type("'still ' + 'here'\r");
        Assert.DoesNotContain("removed", terminal.WaitFor("\r\nstill here\r\n"), StringComparison.Ordinal);
    }

    [TerminalFact]
    public void Questions_are_answered_at_the_terminal()
    {
        using var terminal = new Terminal(sandbox);
        terminal.WaitForPrompt();

        terminal.Type("Remove-Sample web\r");
        terminal.WaitFor("(default is \"Y\"): ");
        terminal.Type("n\r");
        Assert.DoesNotContain("removed", terminal.WaitFor("PS "), StringComparison.Ordinal);
        terminal.WaitForPrompt();

        terminal.Type("$Host.UI.ReadLineAsSecureString().Length\r");
        terminal.WaitFor("Length\r");
        Thread.Sleep(200);
        terminal.Type("hunter2\r");
        Assert.DoesNotContain("hunter2", terminal.WaitFor("\r\n7\r\n"), StringComparison.Ordinal);
        terminal.WaitForPrompt();

        terminal.Type("1/0\r");
        terminal.WaitFor("Attempted to divide by zero.");
        terminal.WaitForPrompt();
    }

    [TerminalFact]
    public void A_script_shows_its_progress_in_one_line_and_clears_it()
    {
        using var terminal = new Terminal(sandbox, "-c Show-Progress");

        terminal.WaitFor("Pulling [########            ] 40% layer");
        Assert.Contains("\r\x1b[K", terminal.WaitFor("pulled"), StringComparison.Ordinal);
        Assert.Equal(0, terminal.WaitForExit());
    }

    [TerminalFact]
    public void A_script_ends_with_130_when_interrupted()
    {
        using var terminal = new Terminal(sandbox, "-c Wait-Forever");
        terminal.WaitFor("waiting");
        terminal.Type(Terminal.ControlC);

        Assert.Equal(130, terminal.WaitForExit());
    }
}
