namespace DockerNet.Integration;

/// <summary>The examples check themselves: one that ends with 0 and no word on stderr shows what it says.</summary>
[Collection(RealEngineCollection.Name)]
public sealed class ExampleTests
{
    [Theory]
    [InlineData("BridgeMode")]
    [InlineData("HostMode")]
    [InlineData("ContainerMode")]
    [InlineData("NoneMode")]
    [InlineData("Link")]
    [InlineData("CustomNetwork")]
    [InlineData("ContainerCommunication")]
    [InlineData("RandomPorts")]
    [InlineData("FixedPorts")]
    [InlineData("PortForms")]
    [InlineData("AddPort")]
    [InlineData("AnonymousVolume")]
    [InlineData("NamedVolume")]
    [InlineData("SharedVolume")]
    [InlineData("HostDirectory")]
    [InlineData("VolumeCleaning")]
    public void An_example_shows_what_it_says(string name)
    {
        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-NonInteractive", "-File", "examples/show.ps1", $"examples/{name}.ps1");

        Assert.True(exitCode == 0 && error.Length == 0, $"{output}\n{error}");
    }
}
