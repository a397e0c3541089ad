namespace DockerNet.Tests;

public sealed class NetworkAttachmentTests
{
    [Theory]
    [InlineData("My-Net", "My-Net")]
    [InlineData("container:Web", "container:Web")]
    [InlineData("host", "host")]
    public void The_short_form_is_a_name_as_written(string text, string network)
    {
        var attachment = NetworkAttachment.Parse(text);

        Assert.Equal(network, attachment.Network);
        Assert.False(attachment.HasEndpointSettings);
        Assert.Equal(text, attachment.ToString());
    }

    [Fact]
    public void The_long_form_says_everything_and_prints_as_it_was()
    {
        const string text = "name=My-Net,alias=db,alias=store,ip=10.1.0.5,ip6=fd00::5,mac-address=02:42:0a:01:00:05,link-local-ip=169.254.1.1,driver-opt=com.example.mtu=1400,gw-priority=7";

        var attachment = NetworkAttachment.Parse(text);

        Assert.Equal("My-Net", attachment.Network);
        Assert.Equal(["db", "store"], attachment.Aliases);
        Assert.Equal("1400", attachment.DriverOptions["com.example.mtu"]);
        Assert.Equal(7, attachment.GatewayPriority);
        Assert.Equal(text, attachment.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("alias=db")]
    [InlineData("name=")]
    [InlineData("name=a,colour=red")]
    [InlineData("name=a,driver-opt=x")]
    [InlineData("name=a,gw-priority=high")]
    [InlineData("name=a,alias")]
    public void What_says_no_network_is_refused(string text) =>
        Assert.Equal("InvalidNetworkAttachment", Assert.Throws<DockerNetException>(() => NetworkAttachment.Parse(text)).ErrorId);

    [Theory]
    [InlineData("name=a,mac-address=zz", "InvalidMacAddress")]
    [InlineData("name=a,mac-address=02:42:ac:11:00", "InvalidMacAddress")]
    [InlineData("name=a,ip=1.2.3", "InvalidAddress")]
    [InlineData("name=a,ip=fd00::1", "InvalidAddress")]
    [InlineData("name=a,ip6=10.0.0.1", "InvalidAddress")]
    [InlineData("name=bridge,alias=db", "ConflictingParameters")]
    [InlineData("name=host,ip=10.0.0.1", "ConflictingParameters")]
    public void What_the_engine_would_refuse_later_is_refused_at_once(string text, string errorId) =>
        Assert.Equal(errorId, Assert.Throws<DockerNetException>(() => NetworkAttachment.Parse(text).Validate()).ErrorId);
}
