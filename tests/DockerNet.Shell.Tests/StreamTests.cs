namespace DockerNet.Shell.Tests;

public sealed class StreamTests(Sandbox sandbox) : IClassFixture<Sandbox>
{
    [Fact]
    public void Output_and_messages_go_to_standard_output_and_errors_to_standard_error()
    {
        var outcome = sandbox.Run("-c", "'out'; Write-Warning careful; Write-Verbose more -Verbose; Write-Host shown; Write-Error broken");

        Assert.Equal("out\nWARNING: careful\nVERBOSE: more\nshown\n", outcome.Output);
        Assert.Equal("Write-Error: broken\n", outcome.Errors);
    }

    [Fact]
    public void An_error_in_a_script_shows_its_line_as_ConciseView_does()
    {
        var script = sandbox.Write("failing.ps1", "'before'\nthrow 'it broke'\n");

        var outcome = sandbox.Run(script);

        Assert.Equal("before\n", outcome.Output);
        Assert.Equal($"Exception: {script}:2\nLine |\n   2 |  throw 'it broke'\n     |  ~~~~~~~~~~~~~~~~\n     | it broke\n\n", outcome.Errors);
    }

    [Fact]
    public void Objects_are_shown_as_a_table_without_colours_when_redirected() =>
        Assert.Equal("\nName  Size\n----  ----\nalpha    5\nbeta     4\n\n", sandbox.Run("-c", "Get-Sample").Output);

    [Fact]
    public void Colours_can_be_asked_for() =>
        Assert.Contains("\x1b[32;1m", sandbox.Run("-c", "$PSStyle.OutputRendering = 'Ansi'; Get-Sample").Output, StringComparison.Ordinal);

    [Fact]
    public void Progress_is_silent_when_redirected()
    {
        var outcome = sandbox.Run("-c", "Show-Progress");

        Assert.Equal("pulled\n", outcome.Output);
        Assert.Empty(outcome.Errors);
    }

    [Fact]
    public void Standard_input_reaches_a_script_that_reads_it() =>
        Assert.Equal("<a>\n<b>\n", sandbox.RunWithInput("a\nb\n", "-c", "$input | ForEach-Object { \"<$_>\" }").Output);

    [Fact]
    public void Commands_from_standard_input_run_one_by_one()
    {
        var outcome = sandbox.RunWithInput("foreach ($i in 1, 2) {\n\"item $i\"\n}\nno-such-command\n'after'\nexit 9\n'never'\n", "-Command", "-");

        Assert.Equal("item 1\nitem 2\nafter\n", outcome.Output);
        Assert.Contains("no-such-command", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(9, outcome.ExitCode);
    }

    [Fact]
    public void A_confirmation_is_read_from_standard_input()
    {
        var outcome = sandbox.RunWithInput("?\ny\n", "-c", "Remove-Sample web");

        Assert.Contains("[Y] Yes  [A] Yes to All  [N] No  [L] No to All  [S] Suspend  [?] Help (default is \"Y\"): ", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("Y - Continue with only the next step", outcome.Output, StringComparison.Ordinal);
        Assert.EndsWith("removed web\n", outcome.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_mandatory_parameter_is_asked_for() =>
        Assert.EndsWith("Name: removed db\n", sandbox.RunWithInput("db\n", "-c", "Remove-Sample -Confirm:$false").Output, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_asked_when_non_interactive()
    {
        var outcome = sandbox.RunWithInput("y\n", "-NonInteractive", "-c", "Remove-Sample web");

        Assert.DoesNotContain("removed", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("NonInteractive mode", outcome.Errors, StringComparison.Ordinal);
    }
}
