namespace DockerNet.Shell.Tests;

public sealed class StreamTests(Sandbox sandbox) : IClassFixture<Sandbox>
{
    [Fact]
    public void Output_and_messages_go_to_standard_output_errors_to_standard_error_and_progress_nowhere()
    {
        var outcome = sandbox.Run("-c", "'out'; Show-Progress; Write-Warning careful; Write-Verbose more -Verbose; Write-Host shown; Write-Error broken");

        Assert.Equal("out\npulled\nWARNING: careful\nVERBOSE: more\nshown\n", outcome.Output);
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
    public void Objects_are_shown_as_a_table_without_colours_when_redirected_unless_asked_for()
    {
        var script = sandbox.Write("views.ps1", "Get-Sample | Out-Host; Write-Host plain -ForegroundColor Red; $PSStyle.OutputRendering = 'Ansi'; Write-Host red -ForegroundColor Red");

        Assert.Equal("\nName  Size\n----  ----\nalpha    5\nbeta     4\n\nplain\n\x1b[91mred\x1b[0m\n", sandbox.Run(script).Output);
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
