namespace DockerNet.Integration;

/// <summary>The source document's section 4: containers on one network of the user's own find each other by name, others do not.</summary>
public sealed class CommunicationTests(RealEngine engine) : RealEngineTest(engine)
{
    [Fact]
    public void Containers_on_one_network_reach_each_other_by_name_and_no_other()
    {
        Session.Run("""
            New-DockerNetwork "$p-net"
            New-Container busybox -Name "$p-web03" -Interactive -Tty -Start
            New-Container busybox -Name "$p-pc01" -Network "$p-net" -Interactive -Tty -Start
            New-Container busybox -Name "$p-pc02" -Network "$p-net" -Interactive -Tty -Start
            """).Succeeded();

        var reached = Session.Run("Invoke-ContainerCommand \"$p-pc01\" \"ping -c 1 -W 2 $p-pc02\" -PassThru").Single<ContainerCommandResult>();
        var missed = Session.Run("Invoke-ContainerCommand \"$p-pc01\" \"ping -c 1 -W 2 $p-web03\" -PassThru").Single<ContainerCommandResult>();

        Assert.True(reached.Succeeded);
        Assert.Contains(reached.Output, line => line.Contains("0% packet loss", StringComparison.Ordinal));
        Assert.Equal(1, missed.ExitCode);
        Assert.Contains(missed.ErrorOutput, line => line.Contains("bad address", StringComparison.Ordinal));
    }

    [Fact]
    public void A_container_connected_later_is_found_by_its_alias_until_it_is_disconnected()
    {
        Session.Run("""
            New-DockerNetwork "$p-net"
            New-Container busybox -Name "$p-a" -Network "$p-net" -Interactive -Start
            New-Container busybox -Name "$p-b" -Interactive -Start
            """).Succeeded();

        var endpoint = Session.Run("Connect-Container \"$p-net\" \"$p-b\" -Alias store").Single<ContainerNetwork>();
        Session.Run("Invoke-ContainerCommand \"$p-a\" 'ping -c 1 -W 2 store'").Succeeded();
        Session.Run("Get-ContainerNetwork \"$p-b\" \"$p-net\" | Disconnect-Container").Succeeded();
        var after = Session.Run("Invoke-ContainerCommand \"$p-a\" 'ping -c 1 -W 2 store' -PassThru").Single<ContainerCommandResult>();

        Assert.Contains("store", endpoint.Aliases);
        Assert.NotEmpty(endpoint.IPAddress);
        Assert.False(after.Succeeded);
    }
}
