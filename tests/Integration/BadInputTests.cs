namespace DockerNet.Integration;

/// <summary>What cannot be, asked of a real engine: one clear error each, whichever side finds it.</summary>
public sealed class BadInputTests(RealEngine engine) : RealEngineTest(engine)
{
    [Theory]
    [InlineData("Get-DockerNetwork \"$p-nope\"", "NetworkNotFound")]
    [InlineData("Get-Container \"$p-nope\"", "ContainerNotFound")]
    [InlineData("New-Container 127.0.0.1:1/no-image", "RegistryUnavailable")]
    [InlineData("New-Container busybox -Name \"$p-up\"", "ContainerExists")]
    [InlineData("New-Container busybox -Network \"$p-nope\"", "NetworkNotFound")]
    [InlineData("New-DockerNetwork \"$p-net\"", "NetworkExists")]
    [InlineData("New-DockerNetwork \"$p-new\" -Subnet 10.231.9.0/24", "AddressPoolOverlaps")]
    [InlineData("New-DockerNetwork \"$p-new\" -Subnet 10.232.0.0/99", "InvalidSubnet")]
    [InlineData("New-DockerNetwork \"$p-new\" -Subnet 10.232.0.0/16 -Gateway 10.233.0.1", "AddressOutsideSubnet")]
    [InlineData("Connect-Container \"$p-net\" \"$p-up\" -IPAddress 10.99.0.1", "AddressOutsideSubnet")]
    [InlineData("Connect-Container \"$p-net\" \"$p-up\" -IPAddress 10.231.0.1", "AddressInUse")]
    [InlineData("New-Container busybox -Network \"$p-net\" -IPAddress 10.231.0.1 -Start", "AddressInUse")]
    [InlineData("Connect-Container \"$p-net\" \"$p-on\"", "ContainerAlreadyConnected")]
    [InlineData("Disconnect-Container \"$p-net\" \"$p-up\"", "ContainerNotConnected")]
    [InlineData("Remove-DockerNetwork \"$p-net\"", "NetworkInUse")]
    [InlineData("Remove-Container \"$p-up\"", "ContainerRunning")]
    [InlineData("Invoke-ContainerCommand \"$p-down\" ls", "ContainerNotRunning")]
    public void It_is_one_clear_error(string command, string errorId)
    {
        Session.Run("""
            New-DockerNetwork "$p-net" -Subnet 10.231.0.0/16
            New-Container busybox -Name "$p-up" -Interactive -Start
            New-Container busybox -Name "$p-on" -Network "$p-net" -Interactive -Start
            New-Container busybox -Name "$p-down"
            """).Succeeded();

        var error = Session.Run($"[CmdletBinding()] param() {command}").Failed(errorId);

        Assert.NotNull(error.TargetObject);
        Assert.Single(Session.Run("Get-DockerNetwork \"$p*\"").Of<Network>());
        Assert.Equal(3, Session.Run("Get-Container \"$p*\"").Of<Container>().Count);
    }

    [Fact]
    public void A_static_address_needs_a_network_with_a_subnet_of_its_own()
    {
        Session.Run("New-DockerNetwork \"$p-net\"; New-Container busybox -Name \"$p-up\" -Interactive -Start").Succeeded();
        var subnet = Session.Run("Get-DockerNetwork \"$p-net\"").Single<Network>().Subnets[0].Subnet;

        var address = System.Net.IPNetwork.Parse(subnet).BaseAddress.ToString()[..^1] + "77";

        Session.Run("Connect-Container \"$p-net\" \"$p-up\" -IPAddress $args[0]", address).Failed("SubnetNotConfigured");
        Session.Run("New-Container busybox -Network \"$p-net\" -IPAddress $args[0] -Start", address).Failed("SubnetNotConfigured");
    }

    [Fact]
    public void A_socket_that_this_user_may_not_open_is_told_as_such()
    {
        if (Environment.UserName is not "root" || !Engine.Address.StartsWith("unix://", StringComparison.Ordinal))
        {
            return; // Only root can become somebody else.
        }

        var script = $"Import-Module '{ModuleSession.Manifest}'; Get-DockerEngine -Engine '{Engine.Address}' -ErrorVariable e -ErrorAction SilentlyContinue; $e.FullyQualifiedErrorId";
        var (_, output, error) = ShellProcess.Execute("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "env", "HOME=/tmp", "dotnet", "exec", ShellProcess.Path, "-NoProfile", "-Command", script);

        Assert.True(output.Contains("EngineAccessDenied", StringComparison.Ordinal), output + error);
    }
}
