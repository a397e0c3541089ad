using System.Text.Json.Nodes;
using DockerNet.Engine;

namespace DockerNet.Tests;

public sealed class ServiceBodyTests
{
    private const string Kept = """
        {
          "Name": "web", "Labels": { "a": "1", "b": "2" },
          "TaskTemplate": {
            "ContainerSpec": { "Image": "nginx@sha256:1", "Env": ["A=1", "B=2"], "Secrets": [{ "SecretName": "s" }], "FromTheFuture": 7 },
            "Placement": { "Constraints": ["node.role==worker"], "MaxReplicas": 2 }, "ForceUpdate": 3
          },
          "Mode": { "Replicated": { "Replicas": 2 } },
          "UpdateConfig": { "Parallelism": 2, "Order": "start-first" },
          "EndpointSpec": { "Mode": "dnsrr" }
        }
        """;

    [Fact]
    public void A_change_keeps_all_that_it_does_not_name()
    {
        var spec = Spec();

        ServiceBody.Apply(new() { Replicas = 5 }, spec);

        Assert.Equal(5, (long?)spec["Mode"]!["Replicated"]!["Replicas"]);
        spec["Mode"]!["Replicated"]!["Replicas"] = 2;
        Assert.True(JsonNode.DeepEquals(Spec(), spec));
    }

    [Fact]
    public void Names_with_values_are_merged_and_a_null_removes_one()
    {
        var spec = Spec();

        ServiceBody.Apply(new() { Labels = new Dictionary<string, string?> { ["a"] = null, ["c"] = "3" }, Environment = new Dictionary<string, string?> { ["A"] = "9", ["B"] = null } }, spec);

        Assert.Equal("""{"b":"2","c":"3"}""", spec["Labels"]!.ToJsonString());
        Assert.Equal("""["A=9"]""", spec["TaskTemplate"]!["ContainerSpec"]!["Env"]!.ToJsonString());
    }

    [Fact]
    public void Variables_that_are_not_named_stay_as_they_are_written()
    {
        var spec = Spec();
        spec["TaskTemplate"]!["ContainerSpec"]!["Env"] = new JsonArray("A=1", "A=2", "HOME", "B=x=y");

        ServiceBody.Apply(new() { Environment = new Dictionary<string, string?> { ["A"] = "3", ["C"] = "4" } }, spec);

        Assert.Equal("""["A=3","HOME","B=x=y","C=4"]""", spec["TaskTemplate"]!["ContainerSpec"]!["Env"]!.ToJsonString());
    }

    [Fact]
    public void The_platforms_of_another_image_go_with_it()
    {
        var spec = Spec();
        spec["TaskTemplate"]!["Placement"]!["Platforms"] = new JsonArray(new JsonObject { ["Architecture"] = "amd64", ["OS"] = "linux" });

        ServiceBody.Apply(new() { Replicas = 3 }, spec);
        Assert.NotNull(spec["TaskTemplate"]!["Placement"]!["Platforms"]);

        ServiceBody.Apply(new() { Image = "nginx" }, spec);
        Assert.Equal("""{"Constraints":["node.role==worker"],"MaxReplicas":2}""", spec["TaskTemplate"]!["Placement"]!.ToJsonString());
    }

    [Fact]
    public void One_part_of_a_policy_leaves_the_others()
    {
        var spec = Spec();

        ServiceBody.Apply(new() { UpdatePolicy = new() { FailureAction = "rollback" } }, spec);

        Assert.Equal("""{"Parallelism":2,"Order":"start-first","FailureAction":"rollback"}""", spec["UpdateConfig"]!.ToJsonString());
    }

    [Fact]
    public void A_first_policy_still_updates_one_task_at_a_time()
    {
        var spec = new JsonObject();

        ServiceBody.Apply(new() { Image = "nginx", UpdatePolicy = new() { Delay = TimeSpan.FromSeconds(2) } }, spec);

        Assert.Equal("""{"Parallelism":1,"Delay":2000000000}""", spec["UpdateConfig"]!.ToJsonString());
    }

    [Fact]
    public void Ports_are_told_one_by_one_with_their_mode()
    {
        var spec = new JsonObject();

        ServiceBody.Apply(new() { Image = "nginx", Ports = [new("8080-8081:80-81"), new("published=53,target=53,protocol=udp,mode=host")] }, spec);

        var ports = spec["EndpointSpec"]!["Ports"]!.AsArray();
        Assert.Equal(3, ports.Count);
        Assert.Equal("""{"Protocol":"tcp","TargetPort":81,"PublishedPort":8081,"PublishMode":"ingress"}""", ports[1]!.ToJsonString());
        Assert.Equal("""{"Protocol":"udp","TargetPort":53,"PublishedPort":53,"PublishMode":"host"}""", ports[2]!.ToJsonString());
    }

    [Fact]
    public void A_global_service_takes_no_replicas()
    {
        var spec = new JsonObject { ["Name"] = "g", ["Mode"] = new JsonObject { ["Global"] = new JsonObject() } };

        Assert.Equal("ConflictingParameters", Assert.Throws<DockerNetException>(() => ServiceBody.Apply(new() { Replicas = 2 }, spec)).ErrorId);
    }

    [Fact]
    public void The_routing_mesh_without_an_address_of_the_service_is_refused() =>
        Assert.Equal("ConflictingParameters", Assert.Throws<DockerNetException>(new ServiceSettings { Ports = [new("8080:80")], EndpointMode = "dnsrr" }.Validate).ErrorId);

    private static JsonObject Spec() => JsonNode.Parse(Kept)!.AsObject();
}
