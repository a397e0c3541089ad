using System.Management.Automation;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class NetworkTests : FakeEngineTest
{
    [Fact]
    public void A_new_network_flows_through_the_pipeline_to_its_removal()
    {
        Session.Run("New-DockerNetwork a | Get-DockerNetwork | Remove-DockerNetwork").Succeeded();

        Assert.DoesNotContain(Engine.Networks, network => network.Name == "a");
    }

    [Fact]
    public void All_that_is_asked_for_reaches_the_engine()
    {
        Session.Run("""
            New-DockerNetwork n -Driver macvlan -Parent eth0.20 -Subnet 172.20.0.0/16, fd00:20::/64 -Gateway 172.20.0.1, fd00:20::1 -IPRange 172.20.1.0/24 `
                -AuxiliaryAddress @{ router = '172.20.0.5' } -IPv6 -Internal -Attachable -Option @{ macvlan_mode = 'bridge' } -Label @{ team = 'blue' } `
                -IpamDriver default -IpamOption @{ a = 'b' } -Scope local
            """).Succeeded();

        var body = Assert.Single(Engine.RequestsTo("POST", "/networks/create")).Body!.Value;
        Assert.True(body.GetProperty("CheckDuplicate").GetBoolean());
        Assert.True(body.GetProperty("EnableIPv6").GetBoolean());
        Assert.Equal("eth0.20", body.GetProperty("Options").GetProperty("parent").GetString());
        Assert.Equal("bridge", body.GetProperty("Options").GetProperty("macvlan_mode").GetString());
        Assert.Equal("blue", body.GetProperty("Labels").GetProperty("team").GetString());
        Assert.Equal("b", body.GetProperty("IPAM").GetProperty("Options").GetProperty("a").GetString());
        var pools = body.GetProperty("IPAM").GetProperty("Config");
        Assert.Equal("172.20.1.0/24", pools[0].GetProperty("IPRange").GetString());
        Assert.Equal("172.20.0.5", pools[0].GetProperty("AuxiliaryAddresses").GetProperty("router").GetString());
        Assert.Equal("fd00:20::1", pools[1].GetProperty("Gateway").GetString());
    }

    [Fact]
    public void A_name_that_exists_is_an_error_and_the_network_stays_one()
    {
        Engine.AddNetwork("n");

        var error = Session.Run("New-DockerNetwork n").Failed("NetworkExists");

        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Equal("n", error.TargetObject);
        Assert.Single(Engine.Networks, network => network.Name == "n");
    }

    [Theory]
    [InlineData("-Subnet zz", "InvalidSubnet")]
    [InlineData("-Gateway 10.0.0.1", "SubnetMissing")]
    [InlineData("-Subnet 10.9.0.0/16 -Gateway 10.8.0.1", "AddressOutsideSubnet")]
    [InlineData("-Subnet 10.9.0.0/16, 10.9.1.0/24", "SubnetsOverlap")]
    [InlineData("-Parent eth0", "ConflictingParameters")]
    [InlineData("-ConfigOnly -ConfigFrom other", "ConflictingParameters")]
    [InlineData("-Ingress", "ConflictingParameters")]
    public void What_makes_no_sense_is_told_before_the_engine_is_asked(string parameters, string errorId)
    {
        Session.Run($"New-DockerNetwork n {parameters}").Failed(errorId);

        Assert.Empty(Changes());
    }

    [Fact]
    public void One_bad_name_does_not_stop_the_others()
    {
        var result = Session.Run("'a', 'b c', 'd' | New-DockerNetwork");

        result.Failed("InvalidNetworkName");
        Assert.Equal(["a", "d"], result.Of<Network>().Select(network => network.Name));
    }

    [Fact]
    public void An_overlapping_subnet_is_explained_by_the_network_that_holds_it()
    {
        Engine.AddNetwork("holder", "172.30.0.0/16");

        var error = Session.Run("New-DockerNetwork n -Subnet 172.30.5.0/24").Failed("AddressPoolOverlaps");

        Assert.Contains("'holder' (172.30.0.0/16)", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_driver_that_the_engine_has_not_is_told_as_such()
    {
        Engine.Fail("POST", "/networks/create", Fault.Status(404, "plugin \"weave\" not found"));

        Session.Run("New-DockerNetwork n -Driver weave").Failed("DriverNotFound");
    }

    [Theory]
    [InlineData("loopback interface is not a valid macvlan parent link", "InvalidParent", "lo")]
    [InlineData("requested macvlan mode 'vepa' is not valid, 'bridge' mode is the macvlan driver default", "InvalidNetworkMode", "vepa")]
    public void What_is_wrong_with_a_parent_is_the_target_of_the_error(string words, string id, string target)
    {
        Engine.Fail("POST", "/networks/create", Fault.Status(500, words));

        Assert.Equal(target, Session.Run("New-DockerNetwork n -Driver macvlan -Parent lo -Mode vepa").Failed(id).TargetObject);
    }

    [Fact]
    public void A_parent_that_another_network_holds_is_told_with_that_network()
    {
        var holder = Session.Run("New-DockerNetwork holder").Single<Network>();
        Engine.Fail("POST", "/networks/create", Fault.Status(500, $"network dm-{holder.Id[..12]} is already using parent interface eth0"));

        Assert.Contains("'holder'", Session.Run("New-DockerNetwork n -Driver macvlan -Parent eth0").Failed("ParentInUse").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_parent_is_named_once() =>
        Session.Run("New-DockerNetwork n -Driver macvlan -Parent eth0 -Option @{ parent = 'eth1' }").Failed("ConflictingParameters");

    [Fact]
    public void A_container_on_a_network_for_services_says_how_to_make_it_attachable()
    {
        Engine.Fail("POST", "/containers/*/start", Fault.Status(500, "Could not attach to network ov: rpc error: code = PermissionDenied desc = network ov not manually attachable"));

        Assert.Equal("ov", Session.Run("New-Container nginx -Start").Failed("NotAttachable").TargetObject);
    }

    [Fact]
    public void A_second_routing_mesh_says_what_is_in_the_way()
    {
        Engine.Fail("POST", "/networks/create", Fault.Status(409, "rpc error: code = AlreadyExists desc = ingress network (2qwhl96q) is already present"));

        Assert.DoesNotContain("rpc error", Session.Run("New-DockerNetwork n -Driver overlay -Ingress").Failed("IngressExists").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_exhausted_pool_is_explained_by_what_holds_it()
    {
        Engine.AddNetwork("unused", "172.30.0.0/16");
        Engine.Fail("POST", "/networks/create", Fault.Status(400, "all predefined address pools have been fully subnetted"));

        var error = Session.Run("New-DockerNetwork n").Failed("AddressPoolExhausted");

        Assert.Contains("1 of them unused", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("Remove-DockerNetwork -Unused", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_does_not_exist_is_an_error_and_a_pattern_that_fits_nothing_is_not()
    {
        var error = Session.Run("Get-DockerNetwork nope").Failed("NetworkNotFound");
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("nope", error.TargetObject);

        Assert.Empty(Session.Run("Get-DockerNetwork nope*").Succeeded().Output);
    }

    [Fact]
    public void Networks_are_found_by_pattern_driver_and_label()
    {
        Engine.AddNetwork("web-1", labels: new Dictionary<string, string> { ["team"] = "blue" });
        Engine.AddNetwork("web-2", driver: "macvlan", labels: new Dictionary<string, string> { ["team"] = "red" });

        Assert.Equal(["web-1", "web-2"], Names("Get-DockerNetwork WEB-*"));
        Assert.Equal(["web-2"], Names("Get-DockerNetwork -Driver macvlan"));
        Assert.Equal(["web-1"], Names("Get-DockerNetwork -Label @{ team = 'blue' }"));
        Assert.Equal(["web-1", "web-2"], Names("Get-DockerNetwork -Label @{ team = '' }"));
    }

    [Fact]
    public void A_network_of_a_stopped_container_is_not_unused()
    {
        Engine.AddNetwork("of-stopped");
        Engine.AddNetwork("of-nobody");
        Engine.AddContainer("c1", running: false, networks: "of-stopped");

        Assert.Equal(["of-nobody"], Names("Get-DockerNetwork -Unused"));
        Session.Run("Remove-DockerNetwork -Unused").Succeeded();
        Assert.Equal(["of-stopped"], Names("Get-DockerNetwork of-*"));
    }

    [Fact]
    public void Detailed_tells_the_containers_running_or_not()
    {
        Engine.AddNetwork("n");
        Engine.AddContainer("up", networks: "n");
        Engine.AddContainer("down", running: false, networks: "n");

        var network = Session.Run("Get-DockerNetwork n -Detailed").Single<Network>();

        Assert.Equal(["down", "up"], network.Containers!.Select(endpoint => endpoint.Container));
        Assert.NotEmpty(network.Containers!.Single(endpoint => endpoint.Container == "up").IPAddress);
    }

    [Fact]
    public void A_network_in_use_is_kept_and_its_users_are_named()
    {
        Engine.AddNetwork("n");
        Engine.AddContainer("user", networks: "n");

        var error = Session.Run("Remove-DockerNetwork n").Failed("NetworkInUse");

        Assert.Contains("user", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(Engine.Networks, network => network.Name == "n");
    }

    [Fact]
    public void Force_disconnects_the_containers_first()
    {
        Engine.AddNetwork("n");
        Engine.AddContainer("user", networks: "n");

        Session.Run("Remove-DockerNetwork n -Force").Succeeded();

        Assert.DoesNotContain(Engine.Networks, network => network.Name == "n");
    }

    [Fact]
    public void A_forced_removal_that_fails_connects_the_containers_again()
    {
        Engine.AddNetwork("n");
        Engine.AddContainer("user", networks: "n");
        Engine.Fail("DELETE", "/networks/*", Fault.Status(500, "boom"));

        Session.Run("Remove-DockerNetwork n -Force").Failed("EngineFault");

        Assert.Equal(["n"], Session.Run("Get-ContainerNetwork user").Of<ContainerNetwork>().Select(endpoint => endpoint.Network));
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Engine.AddNetwork("n");

        Session.Run("Remove-DockerNetwork n -WhatIf; New-DockerNetwork m -WhatIf").Succeeded();

        Assert.Empty(Changes());
    }

    [Fact]
    public void The_engine_s_own_networks_are_passed_over_by_a_pattern_and_refused_by_name()
    {
        Engine.AddNetwork("n");

        Session.Run("Remove-DockerNetwork *").Succeeded();
        Session.Run("Remove-DockerNetwork bridge").Failed("NetworkPredefined");

        Assert.Equal(["bridge", "host", "none"], Names("Get-DockerNetwork"));
    }

    [Fact]
    public void A_container_is_connected_with_all_that_is_asked_for()
    {
        Engine.AddNetwork("n", "10.5.0.0/16");
        Engine.AddContainer("c1");

        var endpoint = Session.Run("Connect-Container n c1 -IPAddress 10.5.0.9 -Alias db, store -MacAddress 02:42:0a:05:00:09 -DriverOption @{ x = 1 } -Link 'other:o'").Single<ContainerNetwork>();

        Assert.Equal("10.5.0.9", endpoint.IPAddress);
        var config = Assert.Single(Engine.RequestsTo("POST", "/networks/*/connect")).Body!.Value.GetProperty("EndpointConfig");
        Assert.Equal("10.5.0.9", config.GetProperty("IPAMConfig").GetProperty("IPv4Address").GetString());
        Assert.Equal("02:42:0a:05:00:09", config.GetProperty("MacAddress").GetString());
        Assert.Equal("1", config.GetProperty("DriverOpts").GetProperty("x").GetString());
        Assert.Equal("other:o", config.GetProperty("Links")[0].GetString());
        Assert.Equal("store", config.GetProperty("Aliases")[1].GetString());
    }

    [Theory]
    [InlineData("Connect-Container nope c1", "NetworkNotFound")]
    [InlineData("Connect-Container n nope", "ContainerNotFound")]
    [InlineData("Connect-Container n c1 -IPAddress 10.6.0.9", "AddressOutsideSubnet")]
    [InlineData("Connect-Container n c1 -IPAddress 10.5.0", "InvalidAddress")]
    [InlineData("Connect-Container n c1 -MacAddress zz", "InvalidMacAddress")]
    [InlineData("Connect-Container n on", "ContainerAlreadyConnected")]
    [InlineData("Disconnect-Container n c1", "ContainerNotConnected")]
    [InlineData("Disconnect-Container nope c1", "NetworkNotFound")]
    public void A_connection_that_cannot_be_is_one_clear_error(string command, string errorId)
    {
        Engine.AddNetwork("n", "10.5.0.0/16");
        Engine.AddContainer("c1");
        Engine.AddContainer("on", networks: "n");

        Session.Run(command).Failed(errorId);

        Assert.Empty(Changes());
    }

    [Fact]
    public void An_address_on_a_network_without_a_subnet_of_its_own_is_explained()
    {
        Engine.AddNetwork("n");
        Engine.AddContainer("c1");
        var subnet = Session.Run("Get-DockerNetwork n").Single<Network>().Subnets[0].Subnet;
        Engine.Fail("POST", "/networks/*/connect", Fault.Status(400, "user specified IP address is supported only when connecting to networks with user configured subnets"));

        var error = Session.Run("Connect-Container n c1 -IPAddress $args[0]", subnet.Split('/')[0].Replace(".0.0", ".0.9", StringComparison.Ordinal)).Failed("SubnetNotConfigured");

        Assert.Contains("-Subnet", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-DockerNetwork n2 -Label @{ '' = 'a' }")]
    [InlineData("New-DockerNetwork n2 -Option @{ ' ' = 'a' }")]
    [InlineData("New-Container busybox -Environment @{ '' = 'a' }")]
    public void A_value_without_a_name_is_refused(string command)
    {
        Session.Run(command).Failed("EmptyName");

        Assert.Empty(Changes());
    }

    [Fact]
    public void A_configuration_that_is_missing_is_what_the_error_names()
    {
        var error = Session.Run("New-DockerNetwork n -ConfigFrom nope").Failed("NetworkNotFound");

        Assert.Equal("nope", error.TargetObject);
        Assert.Contains("'nope'", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-Container busybox -Network n -IPAddress 10.5.0.9 -Start", "'on'")]
    [InlineData("Start-Container off", "'on'")]
    [InlineData("New-Container busybox -Network n -IPAddress 10.5.0.1 -Start", "gateway")]
    public void An_address_that_is_taken_says_by_whom_at_the_start_too(string command, string holder)
    {
        Engine.AddNetwork("n", "10.5.0.0/16");
        Session.Run("New-Container busybox -Name on -Network n -IPAddress 10.5.0.9 -Interactive -Start; New-Container busybox -Name off -Network n -IPAddress 10.5.0.9").Succeeded();

        var error = Session.Run(command).Failed("AddressInUse");

        Assert.Contains(holder, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, Engine.Containers.Count);
    }

    [Fact]
    public void Endpoints_bind_back_to_where_they_came_from()
    {
        Engine.AddNetwork("n");
        Engine.AddContainer("c1", networks: ["bridge", "n"]);

        Session.Run("Get-ContainerNetwork c1 n | Disconnect-Container").Succeeded();

        Assert.Equal(["bridge"], Session.Run("Get-ContainerNetwork c1").Of<ContainerNetwork>().Select(endpoint => endpoint.Network));
    }

    private IEnumerable<string> Names(string command) => Session.Run(command).Succeeded().Of<Network>().Select(network => network.Name);
}
