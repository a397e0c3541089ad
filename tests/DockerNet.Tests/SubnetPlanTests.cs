namespace DockerNet.Tests;

public sealed class SubnetPlanTests
{
    private static readonly Dictionary<string, string> None = [];

    [Fact]
    public void Each_gateway_range_and_address_goes_to_the_subnet_that_holds_it()
    {
        var plan = SubnetPlan.Combine(
            ["172.20.0.0/16", "fd00:20::/64"],
            ["fd00:20::1", "172.20.0.1"],
            ["172.20.1.0/24"],
            new Dictionary<string, string> { ["router"] = "172.20.0.5" });

        Assert.Equal("172.20.0.1", plan[0].Gateway);
        Assert.Equal("172.20.1.0/24", plan[0].IPRange);
        Assert.Equal("172.20.0.5", plan[0].AuxiliaryAddresses["router"]);
        Assert.Equal("fd00:20::1", plan[1].Gateway);
        Assert.Null(plan[1].IPRange);
    }

    [Theory]
    [InlineData("zz")]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0/8")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.1/8")]
    [InlineData("fd00::/129")]
    public void A_subnet_that_the_CLI_lets_pass_is_refused(string subnet) =>
        Assert.Equal("InvalidSubnet", Refusal([subnet], [], []).ErrorId);

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16")]
    [InlineData("10.1.0.0/16", "10.0.0.0/8")]
    [InlineData("fd00::/16", "fd00:1::/32")]
    public void Subnets_that_overlap_are_refused(string one, string other) =>
        Assert.Equal("SubnetsOverlap", Refusal([one, other], [], []).ErrorId);

    [Fact]
    public void A_gateway_without_a_subnet_is_refused() =>
        Assert.Equal("SubnetMissing", Refusal([], ["10.0.0.1"], []).ErrorId);

    [Fact]
    public void A_range_without_a_subnet_is_refused() =>
        Assert.Equal("SubnetMissing", Refusal([], [], ["10.0.0.0/24"]).ErrorId);

    [Fact]
    public void An_auxiliary_address_without_a_subnet_is_refused() =>
        Assert.Equal("SubnetMissing", Assert.Throws<DockerNetException>(() => SubnetPlan.Combine([], [], [], new Dictionary<string, string> { ["a"] = "10.0.0.1" })).ErrorId);

    [Fact]
    public void A_gateway_outside_its_subnet_is_refused() =>
        Assert.Equal("AddressOutsideSubnet", Refusal(["10.9.0.0/16"], ["10.8.0.1"], []).ErrorId);

    [Fact]
    public void Two_ranges_on_one_subnet_are_refused() =>
        Assert.Equal("SubnetAssignedTwice", Refusal(["10.9.0.0/16", "10.8.0.0/16"], [], ["10.9.1.0/24", "10.9.2.0/24"]).ErrorId);

    [Fact]
    public void Two_gateways_on_one_subnet_are_refused() =>
        Assert.Equal("SubnetAssignedTwice", Refusal(["10.9.0.0/16", "10.8.0.0/16"], ["10.9.0.1", "10.9.0.2"], []).ErrorId);

    [Fact]
    public void A_range_larger_than_its_subnet_is_refused() =>
        Assert.Equal("RangeOutsideSubnet", Refusal(["10.8.0.0/16"], [], ["10.8.0.0/13"]).ErrorId);

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("80")]
    [InlineData("gateway")]
    public void A_gateway_must_be_a_whole_address(string gateway) =>
        Assert.Equal("InvalidAddress", Refusal(["1.2.0.0/16"], [gateway], []).ErrorId);

    [Theory]
    [InlineData("172.20.0.0/16", "172.20.255.1", true)]
    [InlineData("172.20.0.0/16", "172.21.0.1", false)]
    [InlineData("fd00:20::/64", "fd00:20::9", true)]
    [InlineData("172.20.0.0/16", "fd00:20::9", false)]
    [InlineData("172.20.0.0/16", "nonsense", false)]
    public void A_pool_knows_its_addresses(string subnet, string address, bool holds) =>
        Assert.Equal(holds, SubnetPlan.Holds(subnet, address));

    private static DockerNetException Refusal(string[] subnets, string[] gateways, string[] ranges) =>
        Assert.Throws<DockerNetException>(() => SubnetPlan.Combine(subnets, gateways, ranges, None));
}
