using System.Net;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine.Tests;

public sealed class NetworkTests : EngineTests
{
    [Fact]
    public async Task The_predefined_ones_are_there()
    {
        var names = (await Client.GetAsync("/networks")).AsArray().Select(network => (string?)network!["Name"]);
        Assert.Equal(["bridge", "host", "none"], names.Order());

        var remove = await Client.DeleteAsync("/networks/bridge");
        Assert.Equal((HttpStatusCode.Forbidden, "bridge is a pre-defined network and cannot be removed"), (remove.Status, remove.Message));
    }

    [Fact]
    public async Task Creating_gives_it_a_pool_and_guards_names_and_pools()
    {
        var created = await Client.PostAsync("/networks/create", """{"Name":"net1"}""");
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var inspected = await Client.GetAsync("/networks/" + ((string)created.Body!["Id"]!)[..12]);
        Assert.Equal("172.18.0.0/16", (string?)inspected["IPAM"]!["Config"]![0]!["Subnet"]);
        Assert.Equal("172.18.0.1", (string?)inspected["IPAM"]!["Config"]![0]!["Gateway"]);

        var twice = await Client.PostAsync("/networks/create", """{"Name":"net1"}""");
        Assert.Equal((HttpStatusCode.Conflict, "network with name net1 already exists"), (twice.Status, twice.Message));
        var overlap = await Client.PostAsync("/networks/create", """{"Name":"net2","IPAM":{"Config":[{"Subnet":"172.18.5.0/24"}]}}""");
        Assert.Equal((HttpStatusCode.Forbidden, "invalid pool request: Pool overlaps with other one on this address space"), (overlap.Status, overlap.Message));
        var odd = await Client.PostAsync("/networks/create", """{"Name":"net2","IPAM":{"Config":[{"Subnet":"10.1.2.3/24"}]}}""");
        Assert.Equal("invalid network config:\ninvalid subnet 10.1.2.3/24: it should be 10.1.2.0/24", odd.Message);
        Assert.Equal(HttpStatusCode.NotFound, (await Client.SendAsync(HttpMethod.Get, "/networks/nope")).Status);
    }

    [Fact]
    public async Task Connecting_hands_addresses_out_and_takes_them_back()
    {
        Engine.AddNetwork("net1", "10.5.0.0/24");
        Engine.AddContainer("web");
        Engine.AddContainer("db");

        Assert.Equal(HttpStatusCode.OK, (await Client.PostAsync("/networks/net1/connect", """{"Container":"web","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.5.0.9"},"Aliases":["www"]}}""")).Status);
        var taken = await Client.PostAsync("/networks/net1/connect", """{"Container":"db","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.5.0.9"}}}""");
        Assert.Equal((HttpStatusCode.Forbidden, "Address already in use"), (taken.Status, taken.Message));
        var outside = await Client.PostAsync("/networks/net1/connect", """{"Container":"db","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.6.0.9"}}}""");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid endpoint settings:\nno configured subnet contains IP address 10.6.0.9"), (outside.Status, outside.Message));
        await Client.PostAsync("/networks/net1/connect", """{"Container":"db"}""");
        var again = await Client.PostAsync("/networks/net1/connect", """{"Container":"db"}""");
        Assert.Equal((HttpStatusCode.Forbidden, "endpoint with name db already exists in network net1"), (again.Status, again.Message));

        var members = (await Client.GetAsync("/networks/net1"))["Containers"]!.AsObject();
        Assert.Equal(["10.5.0.2/24", "10.5.0.9/24"], members.Select(member => (string)member.Value!["IPv4Address"]!).Order());
        var endpoint = (await Client.GetAsync("/containers/web/json"))["NetworkSettings"]!["Networks"]!["net1"]!;
        Assert.Equal("www", (string?)endpoint["Aliases"]![0]);
        Assert.Contains("web", endpoint["DNSNames"]!.AsArray().Select(name => (string)name!));

        var busy = await Client.DeleteAsync("/networks/net1");
        Assert.Equal(HttpStatusCode.Forbidden, busy.Status);
        Assert.Contains("has active endpoints", busy.Message, StringComparison.Ordinal);
        await Client.PostAsync("/networks/net1/disconnect", """{"Container":"web"}""");
        var absent = await Client.PostAsync("/networks/net1/disconnect", """{"Container":"web"}""");
        Assert.Contains("is not connected to network net1", absent.Message, StringComparison.Ordinal);
        await Client.PostAsync("/containers/db/stop");
        Assert.Equal("", (string?)(await Client.GetAsync("/containers/db/json"))["NetworkSettings"]!["Networks"]!["net1"]!["IPAddress"]);
        Assert.Equal(HttpStatusCode.NoContent, (await Client.DeleteAsync("/networks/net1")).Status);
    }

    [Fact]
    public async Task Filters_find_networks()
    {
        Engine.AddNetwork("front", labels: new Dictionary<string, string> { ["tier"] = "web" });
        Engine.AddNetwork("back");
        Engine.AddContainer("web", networks: ["back"]);

        Assert.Equal(["front"], await Names("""{"label":["tier=web"]}"""));
        Assert.Equal(["back"], await Names("""{"name":{"ack":true}}"""));
        Assert.Equal(["front"], await Names("""{"dangling":["true"]}"""));
        Assert.Equal(["back", "front"], await Names("""{"type":["custom"]}"""));
        Assert.Equal(["none"], await Names("""{"driver":["null"]}"""));
        var unknown = await Client.SendAsync(HttpMethod.Get, "/networks?filters=" + Uri.EscapeDataString("""{"zz":["1"]}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "invalid filter 'zz'"), (unknown.Status, unknown.Message));
        var pruned = await Client.PostAsync("/networks/prune");
        Assert.Equal("""["front"]""", pruned.Body!["NetworksDeleted"]!.ToJsonString());

        async Task<IEnumerable<string>> Names(string filters) =>
            (await Client.GetAsync("/networks?filters=" + Uri.EscapeDataString(filters))).AsArray().Select(network => (string)network!["Name"]!).Order();
    }

    [Fact]
    public async Task An_old_engine_has_its_own_ways()
    {
        await using var old = await FakeDockerEngine.StartAsync(new FakeEngineOptions { ApiVersion = "1.41", Images = ["alpine"] });
        await using var client = new EngineClient(old);
        old.AddNetwork("one", "10.1.0.0/24");
        old.AddNetwork("two");

        var several = await client.PostAsync("/containers/create", """{"Image":"alpine","NetworkingConfig":{"EndpointsConfig":{"one":{},"two":{}}}}""");
        Assert.Equal((HttpStatusCode.BadRequest, "Container cannot be connected to network endpoints: one, two"), (several.Status, several.Message));
        var overlap = await client.PostAsync("/networks/create", """{"Name":"three","IPAM":{"Config":[{"Subnet":"10.1.0.0/16"}]}}""");
        Assert.Equal((HttpStatusCode.Forbidden, "Pool overlaps with other one on this address space"), (overlap.Status, overlap.Message));
        Assert.Null((await client.GetAsync("/networks/one")).AsObject()["EnableIPv4"]);
    }

    [Fact]
    public async Task A_new_engine_takes_several_networks_at_once()
    {
        Engine.AddNetwork("one");
        Engine.AddNetwork("two");
        Engine.AddImage("nginx");
        await Client.CreateAsync("web", """{"Image":"nginx","HostConfig":{"NetworkMode":"one"},"NetworkingConfig":{"EndpointsConfig":{"one":{},"two":{"Aliases":["x"]}}}}""");
        await Client.PostAsync("/containers/web/start");

        var networks = (await Client.GetAsync("/containers/web/json"))["NetworkSettings"]!["Networks"]!.AsObject();
        Assert.Equal(["one", "two"], networks.Select(pair => pair.Key));
        Assert.All(networks, pair => Assert.StartsWith("172.", (string)pair.Value!["IPAddress"]!, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ipv6_comes_along()
    {
        await Client.PostAsync("/networks/create", """{"Name":"six","EnableIPv6":true,"IPAM":{"Config":[{"Subnet":"fd12::/64"}]}}""");
        Engine.AddContainer("web", networks: ["six"]);

        JsonNode endpoint = (await Client.GetAsync("/containers/web/json"))["NetworkSettings"]!["Networks"]!["six"]!;
        Assert.Equal("fd12::2", (string?)endpoint["GlobalIPv6Address"]);
        Assert.Equal("172.18.0.2", (string?)endpoint["IPAddress"]);
    }
}
