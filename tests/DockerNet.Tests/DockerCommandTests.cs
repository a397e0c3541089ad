using DockerNet.Engine;

namespace DockerNet.Tests;

public sealed class DockerCommandTests
{
    [Theory]
    [InlineData("plain-1.0/x:y,z=a@b%c+d_e", "plain-1.0/x:y,z=a@b%c+d_e")]
    [InlineData("two words", "'two words'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME", "'$HOME'")]
    [InlineData("", "''")]
    [InlineData("a\nb", "'a\nb'")]
    [InlineData("*", "'*'")]
    public void Words_are_quoted_for_a_POSIX_shell(string word, string quoted) =>
        Assert.Equal($"docker run --detach busybox {quoted}", DockerCommand.Of(new ContainerConfig { Image = "busybox", Command = [word] }));

    [Fact]
    public void A_value_that_begins_with_a_dash_stays_with_its_option() =>
        Assert.Equal("docker run --detach --label=-x=y busybox", DockerCommand.Of(new ContainerConfig { Image = "busybox", Labels = new Dictionary<string, string> { ["-x"] = "y" } }));

    [Fact]
    public void Networks_that_the_CLI_cannot_give_at_once_are_connected_afterwards()
    {
        var config = new ContainerConfig { Image = "busybox", Name = "c", Networks = [new("a"), new("name=b,alias=x")] };

        Assert.Equal("docker run --detach --name c --network a --network name=b,alias=x busybox", DockerCommand.Of(config));
        Assert.Equal("docker run --detach --name c --network a busybox && docker network connect --alias x b c", DockerCommand.Of(config, severalNetworks: false));
        Assert.Equal(
            "container=$(docker run --detach --network a busybox) && docker network connect --alias x b \"$container\"",
            DockerCommand.Of(config with { Name = null }, severalNetworks: false));
    }

    [Fact]
    public void A_network_s_line_says_all_of_it()
    {
        var network = new Network
        {
            Name = "My-Net",
            Id = "x",
            Driver = "macvlan",
            Scope = "local",
            Internal = true,
            Subnets = [new() { Subnet = "10.9.0.0/16", Gateway = "10.9.0.1", IPRange = "10.9.8.0/24", AuxiliaryAddresses = new Dictionary<string, string> { ["router"] = "10.9.0.9" } }],
            Options = new Dictionary<string, string> { ["parent"] = "eth0" },
            Labels = new Dictionary<string, string> { ["of"] = "two words" },
            IpamDriver = "default",
            Engine = "e",
        };

        Assert.Equal(
            "docker network create --driver macvlan --internal --subnet 10.9.0.0/16 --gateway 10.9.0.1 --ip-range 10.9.8.0/24 --aux-address router=10.9.0.9 --opt parent=eth0 --label 'of=two words' My-Net",
            DockerCommand.Of(network));
    }

    [Fact]
    public void No_line_makes_a_network_of_the_engine_itself() =>
        Assert.Equal("NetworkPredefined", Assert.Throws<DockerNetException>(() => DockerCommand.Of(new Network { Name = "host", Id = "x", Engine = "e" })).ErrorId);
}
