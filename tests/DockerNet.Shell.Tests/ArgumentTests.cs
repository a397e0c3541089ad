namespace DockerNet.Shell.Tests;

public sealed class ArgumentTests : IClassFixture<Sandbox>
{
    private readonly Sandbox _sandbox;
    private readonly string _script;

    public ArgumentTests(Sandbox sandbox)
    {
        _sandbox = sandbox;
        _script = sandbox.Write("arguments.ps1", """
            param([string] $Name, [switch] $Force, [int] $Count = 1, [Parameter(ValueFromRemainingArguments)] $Rest)
            "$Name|$Force|$Count|$($Rest -join ',')"
            """);
    }

    [Theory]
    [InlineData("two words|True|3|$env:HOME,y", "-Name", "two words", "-Force", "-Count", "3", "$env:HOME", "y")]
    [InlineData("first|False|5|", "-Force:$false", "first", "5")]
    [InlineData("later|True|1|", "-Name:", "later", "-Force:true")]
    public void Script_arguments_bind_as_in_pwsh(string expected, params string[] arguments) =>
        Assert.Equal(expected + "\n", _sandbox.Run(["-File", _script, .. arguments]).Output);

    [Fact]
    public void An_argument_that_does_not_fit_fails()
    {
        var outcome = _sandbox.Run(_script, "-Count", "many");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("Count", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_of_a_command_are_joined() =>
        Assert.Equal("a b\n", _sandbox.Run("-c", "'a", "b'").Output);
}
