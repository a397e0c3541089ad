namespace DockerNet.Integration;

/// <summary>The examples that need two hosts check themselves: one that ends with 0 and no word on stderr shows what it says.</summary>
public sealed class AcrossHostsTests(TwoHosts hosts) : IClassFixture<TwoHosts>
{
    [Theory]
    [InlineData("Swarm")]
    [InlineData("Overlay")]
    [InlineData("Macvlan")]
    [InlineData("Service")]
    [InlineData("CutOff")]
    public void An_example_on_two_hosts_shows_what_it_says(string name)
    {
        var (exitCode, output, error) = hosts.RunExample(name);

        Assert.True(exitCode == 0 && error.Length == 0, $"{output}\n{error}");
        Assert.DoesNotContain("SWMTKN", output, StringComparison.Ordinal);
    }
}
