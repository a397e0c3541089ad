namespace DockerNet.Integration;

/// <summary>The configuration of an existing container, beyond what the docker CLI can be compared with.</summary>
public sealed class ContainerConfigurationTests(RealEngine engine) : RealEngineTest(engine)
{
    [Fact]
    public void What_the_image_says_is_not_taken_for_the_container_s_own()
    {
        Session.Run("New-Container nginx -Name \"$p-a\" -Environment @{ OWN = 1 }").Succeeded();

        var config = Session.Run("New-ContainerConfig -FromContainer \"$p-a\"").Single<ContainerConfig>();

        Assert.Equal(["OWN"], config.Environment.Keys);
        Assert.Empty(config.Command);
        Assert.Null(config.StopSignal);
        Assert.Empty(config.ExposedPorts);
        Assert.Null(config.HostName);
        Assert.Empty(config.Networks);
    }

    [Fact]
    public void A_copy_differs_in_what_is_given_and_keeps_the_rest()
    {
        Session.Run("New-Container busybox -Name \"$p-a\" -Interactive -Environment @{ A = 1; B = 2 } -Port 18090:80 -Memory 64m -Volume \"$p-data:/data\" -Start").Succeeded();

        var copy = Session.Run("Get-Container \"$p-a\" | New-Container -Name \"$p-b\" -Environment @{ B = 3 } -Port 18091:80 -Start").Single<Container>();
        var config = Session.Run("New-ContainerConfig -FromContainer \"$p-b\"").Single<ContainerConfig>();

        Assert.Equal(ContainerState.Running, copy.State);
        Assert.Equal("1", config.Environment["A"]);
        Assert.Equal("3", config.Environment["B"]);
        Assert.Equal(["18091:80"], config.Ports.Select(port => port.ToString()));
        Assert.Equal(64 << 20, config.Memory);
        Assert.Equal([$"{Prefix}-data:/data"], config.Mounts.Select(mount => mount.ToString()));
    }

    [Fact]
    public void A_link_added_later_replaces_the_container_and_leaves_no_trace_in_its_configuration()
    {
        Session.Run("New-Container busybox -Name \"$p-db\" -Interactive -Start; New-Container busybox -Name \"$p-a\" -Interactive -Label @{ l = 1 } -Start").Succeeded();

        Session.Run("Add-ContainerLink \"$p-db:store\" \"$p-a\" -Confirm:$false").Single<Container>();

        Session.Run("Invoke-ContainerCommand \"$p-a\" ping, -c, 1, -W, 2, store").Succeeded();
        var config = Session.Run("New-ContainerConfig -FromContainer \"$p-a\"").Single<ContainerConfig>();
        Assert.Equal([$"{Prefix}-db:store"], config.Links.Select(link => link.ToString()));
        Assert.Equal(["l"], config.Labels.Keys);
    }

    [Fact]
    public void Endpoints_keep_addresses_and_aliases_and_lose_what_the_engine_added()
    {
        Session.Run("""
            New-DockerNetwork "$p-net" -Subnet 172.29.78.0/24
            New-DockerNetwork "$p-Other"
            New-Container busybox -Name "$p-a" -HostName myhost -Network "name=$p-net,alias=x,ip=172.29.78.7", "$p-Other" -Interactive -Start
            """).Succeeded();

        var config = Session.Run("New-ContainerConfig -FromContainer \"$p-a\"").Single<ContainerConfig>();

        Assert.Equal([$"name={Prefix}-net,alias=x,ip=172.29.78.7", $"{Prefix}-Other"], config.Networks.Select(network => network.ToString()));
        Session.Run("Remove-Container \"$p-a\" -Force").Succeeded();
        Session.Set("config", config);
        var again = Session.Run("$config | New-Container -Start").Single<Container>();
        Assert.Equal([$"{Prefix}-Other", $"{Prefix}-net"], again.Networks.Select(network => network.Network).Order(StringComparer.Ordinal));
        Assert.Contains(again.Networks, network => network.IPAddress == "172.29.78.7");
    }

    [Fact]
    public void A_container_whose_mounts_came_from_one_that_is_gone_is_made_again_with_the_same_volumes()
    {
        Session.Run("""
            New-Container busybox -Name "$p-source" -Interactive -Volume /data1 -Start
            Invoke-ContainerCommand "$p-source" sh, -c, 'echo kept > /data1/file'
            New-Container busybox -Name "$p-a" -Interactive -VolumesFrom "$p-source" -Start
            Remove-Container "$p-source" -Force
            $config = New-ContainerConfig -FromContainer "$p-a"
            Remove-Container "$p-a" -Force
            $config | New-Container -Start
            """).Succeeded();

        Assert.Equal(["kept"], Session.Run("Invoke-ContainerCommand \"$p-a\" cat, /data1/file").Succeeded().Of<string>());
    }

    [Fact]
    public void A_network_s_command_line_makes_the_same_network()
    {
        if (DockerCli.Location is null)
        {
            return;
        }

        var before = Session.Run("New-DockerNetwork \"$p-Net\" -Subnet 172.29.79.0/24, fd00:79::/64 -Gateway 172.29.79.254 -IPRange 172.29.79.0/25 -AuxiliaryAddress @{ router = '172.29.79.9' } -IPv6 -Internal -Attachable -Label @{ of = 'two words' } -Option @{ 'com.docker.network.bridge.name' = 'br79' }").Single<Network>();
        var line = Session.Run("ConvertTo-DockerCommand \"$p-Net\"").Single<string>();
        Session.Run("Remove-DockerNetwork \"$p-Net\"").Succeeded();

        DockerCli.Run(line);

        var after = Session.Run("Get-DockerNetwork \"$p-Net\"").Single<Network>();
        Assert.Equal(Text(before), Text(after));

        static string Text(Network network) => string.Join('\n', DockerNetwork(network));

        static IEnumerable<string> DockerNetwork(Network network) =>
        [
            $"{network.Name} {network.Driver} {network.Scope} {network.IPv6} {network.Internal} {network.Attachable} {network.IpamDriver}",
            .. network.Subnets.Select(subnet => $"{subnet.Subnet} {subnet.Gateway} {subnet.IPRange} {string.Join(',', subnet.AuxiliaryAddresses)}"),
            .. network.Options.Concat(network.Labels).Select(option => option.ToString()).Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public void Mixed_case_names_stay_as_written()
    {
        Session.Run("New-DockerNetwork \"$p-My-Net\"").Succeeded();

        var container = Session.Run("New-Container busybox -Name \"$p-Web\" -Network \"$p-My-Net\" -Interactive -Start").Single<Container>();

        Assert.Equal($"{Prefix}-Web", container.Name);
        Assert.Equal([$"{Prefix}-My-Net"], container.Networks.Select(network => network.Network));
        Assert.Equal($"{Prefix}-My-Net", container.NetworkMode);
    }
}
