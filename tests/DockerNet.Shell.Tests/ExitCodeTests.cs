namespace DockerNet.Shell.Tests;

public sealed class ExitCodeTests(Sandbox sandbox) : IClassFixture<Sandbox>
{
    [Theory]
    [InlineData("exit 4", 4)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("Write-Error early; 1", 0)]
    [InlineData("1; Write-Error late", 1)]
    public void A_command_ends_with(string command, int expected) =>
        Assert.Equal(expected, sandbox.Run("-NoProfile", "-Command", command).ExitCode);

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("Write-Error late", 0)]
    [InlineData("function Inner { throw 'deep' }; Inner; exit 0", 1)]
    [InlineData("if (", 1)]
    public void A_script_file_ends_with(string text, int expected) =>
        Assert.Equal(expected, sandbox.Run("-File", sandbox.Write($"{Guid.NewGuid()}.ps1", text)).ExitCode);

    [Fact]
    public void A_script_called_by_the_script_exits_alone()
    {
        sandbox.Write("inner.ps1", "exit 3");
        var outer = sandbox.Write("outer.ps1", "& \"$PSScriptRoot/inner.ps1\"; \"inner ended with $LASTEXITCODE\"; exit 5");

        var outcome = sandbox.Run(outer);

        Assert.Equal("inner ended with 3\n", outcome.Output);
        Assert.Equal(5, outcome.ExitCode);
    }

    [Theory]
    [InlineData("missing.ps1", "missing.ps1")]
    [InlineData("-NoSuchOption", "Unrecognized parameter: '-NoSuchOption'")]
    [InlineData("-Command", "-Command requires")]
    public void Bad_usage_is_64_and_says_why(string argument, string message)
    {
        var outcome = sandbox.Run(argument);

        Assert.Equal(64, outcome.ExitCode);
        Assert.Contains(message, outcome.Errors, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    [Fact]
    public void A_module_that_is_not_there_is_bad_usage() =>
        Assert.Equal(64, sandbox.Run("-Module", Path.Combine(sandbox.Folder, "nowhere"), "-Command", "1").ExitCode);

    [Fact]
    public void A_module_that_does_not_load_stops_the_start()
    {
        var broken = sandbox.Write("Broken/Broken.psd1", "@{ RootModule = 'Missing.psm1'; ModuleVersion = '1.0' }");

        var outcome = sandbox.Run("-Module", broken, "-Command", "'ran'");

        Assert.Equal(70, outcome.ExitCode);
        Assert.Contains("cannot be loaded", outcome.Errors, StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }
}
