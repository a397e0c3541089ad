using System.Net;

namespace DockerNet.FakeEngine.Tests;

public sealed class SwarmTests : EngineTests
{
    [Fact]
    public async Task Without_a_swarm_there_are_no_services()
    {
        var answer = await Client.SendAsync(HttpMethod.Get, "/services");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to connect this node to swarm and try again."), (answer.Status, answer.Message));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Client.PostAsync("/swarm/leave")).Status);
    }

    [Fact]
    public async Task A_manager_runs_services()
    {
        using var init = await Client.Http.PostAsync("/swarm/init", new StringContent("""{"ListenAddr":"0.0.0.0:2377","AdvertiseAddr":"10.0.0.1"}"""));
        Assert.Equal(HttpStatusCode.OK, init.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Client.PostAsync("/swarm/init", "{}")).Status);
        Assert.StartsWith("SWMTKN-1-", (string)(await Client.GetAsync("/swarm"))["JoinTokens"]!["Worker"]!, StringComparison.Ordinal);
        Assert.Equal("manager", (string?)(await Client.GetAsync("/nodes"))[0]!["Spec"]!["Role"]);
        Assert.Equal(HttpStatusCode.Created, (await Client.PostAsync("/networks/create", """{"Name":"mesh","Driver":"overlay","Attachable":true}""")).Status);

        var created = await Client.PostAsync("/services/create", """{"Name":"web","TaskTemplate":{"ContainerSpec":{"Image":"nginx"}},"Mode":{"Replicated":{"Replicas":3}}}""");
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var service = await Client.GetAsync("/services/web");
        var version = (int)service["Version"]!["Index"]!;
        Assert.Equal(3, (await Client.GetAsync("/tasks")).AsArray().Count);
        Assert.Contains("update out of sequence", (await Client.PostAsync($"/services/web/update?version={version - 1}", "{}")).Message, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await Client.PostAsync($"/services/web/update?version={version}", """{"Name":"web","TaskTemplate":{"ContainerSpec":{"Image":"nginx"}},"Mode":{"Replicated":{"Replicas":1}}}""")).Status);
        var running = await Client.GetAsync("/tasks?filters=" + Uri.EscapeDataString("""{"service":["web"],"desired-state":["running"]}"""));
        Assert.Single(running.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await Client.DeleteAsync("/services/web")).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await Client.PostAsync("/swarm/leave")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Client.PostAsync("/swarm/leave?force=1")).Status);
    }
}
