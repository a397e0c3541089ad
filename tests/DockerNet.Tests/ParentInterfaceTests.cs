namespace DockerNet.Tests;

public sealed class ParentInterfaceTests
{
    [Theory]
    [InlineData("eth0", "eth0", null)]
    [InlineData("eth0.20", "eth0", 20)]
    [InlineData("bond0.4094", "bond0", 4094)]
    public void A_parent_is_an_interface_or_a_VLAN_of_one(string name, string link, int? vlan)
    {
        var parent = ParentInterface.Parse(name);

        Assert.Equal((link, vlan), (parent.Link, parent.Vlan));
    }

    [Theory]
    [InlineData("")]
    [InlineData("eth0.0")]
    [InlineData("eth0.4095")]
    [InlineData("eth0.x")]
    [InlineData(".20")]
    [InlineData("eth 0")]
    [InlineData("averylongname0.20")]
    public void What_no_kernel_takes_for_a_parent_is_told_before(string name) =>
        Assert.Equal("InvalidParent", Assert.Throws<DockerNetException>(() => ParentInterface.Parse(name)).ErrorId);
}
