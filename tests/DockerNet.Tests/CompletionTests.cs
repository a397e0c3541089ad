using System.Diagnostics;
using System.Management.Automation;
using System.Text.Json.Nodes;

namespace DockerNet.Tests;

/// <summary>What Tab offers, as a prompt asks for it.</summary>
public sealed class CompletionTests : FakeEngineTest
{
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1.8);

    [Theory]
    [InlineData("Stop-Container we", "web")]
    [InlineData("Get-DockerNetwork my", "my_net")]
    [InlineData("New-Container nginx -Network my", "my_net")]
    [InlineData("New-Container ngi", "nginx")]
    [InlineData("Get-DockerVolume si", "site")]
    [InlineData("New-DockerNetwork n -Driver mac", "macvlan")]
    [InlineData("New-Container nginx -VolumesFrom we", "web")]
    [InlineData("Remove-DockerImage ngi", "nginx")]
    public void A_name_is_completed_with_what_it_is_beside_it(string line, string name)
    {
        World();

        var completion = Assert.Single(Complete(line));

        Assert.Equal(name, completion.CompletionText);
        Assert.NotEqual(name, completion.ToolTip);
    }

    [Fact]
    public void The_beginning_of_an_id_becomes_the_short_id()
    {
        World();
        var id = Engine.Container("web").Id;

        Assert.Equal([id[..12]], Texts($"Stop-Container {id[..4]}"));
        Assert.Equal([id[..20]], Texts($"Stop-Container {id[..20]}"));
    }

    [Theory]
    [InlineData("New-Container nginx -Volume si", "site:")]
    [InlineData("New-Container nginx -Mount ty", "type=")]
    [InlineData("New-Container nginx -Mount 'type=vol", "'type=volume'")]
    [InlineData("New-Container nginx -Mount 'type=volume,source=si", "'type=volume,source=site'")]
    [InlineData("New-Container nginx -Mount 'type=volume,source=site,tar", "'type=volume,source=site,target='")]
    public void What_is_mounted_is_completed_part_by_part(string line, string completed)
    {
        World();

        Assert.Equal([completed], Texts(line));
    }

    [Fact]
    public void Where_nothing_is_typed_yet_of_a_mount_the_volumes_stand_out()
    {
        World();

        Assert.Equal(["site:", "type="], Texts("New-Container nginx -Volume ").Where(text => text.StartsWith("site", StringComparison.Ordinal) || text.Contains('=', StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Copy-ContainerItem we", new[] { "web:" })]
    [InlineData("Copy-ContainerItem web:/e", new[] { "web:/etc/" })]
    [InlineData("Copy-ContainerItem web:/srv/", new[] { "web:/srv/folder/", "web:/srv/one", "web:/srv/two" })]
    [InlineData("Copy-ContainerItem web:/etc/host", new[] { "web:/etc/hostname", "web:/etc/hosts" })]
    [InlineData("Copy-ContainerItem 'web:/etc/conf.d/a", new[] { "'web:/etc/conf.d/a b'" })]
    [InlineData("Copy-ContainerItem web:/etc/conf.d/a", new[] { "'web:/etc/conf.d/a b'" })]
    [InlineData("Copy-ContainerItem web:/none/", new string[0])]
    public void Paths_in_a_container_are_completed(string line, string[] completed)
    {
        World();
        Engine.Container("web").Files.WriteText("/etc/hostname", "web").WriteText("/etc/hosts", "").WriteText("/etc/conf.d/a b", "text").WriteText("/srv/one", "1").WriteText("/srv/two", "2").WriteText("/srv/folder/below", "3");

        Assert.Equal(completed, Texts(line));
    }

    [Fact]
    public void Tab_changes_nothing_and_starts_nothing()
    {
        World();

        Texts("Copy-ContainerItem web:/etc/");
        Texts("New-Container nginx -Volume si");

        Assert.Empty(Changes());
    }

    [Fact]
    public void Five_thousand_containers_are_offered_within_a_second()
    {
        // The answer is made beforehand: what the fake engine takes to make it is none of the completion's.
        Engine.Respond("GET", "/containers/json", new JsonArray([.. Enumerable.Range(0, 5000).Select(i => new JsonObject
        {
            ["Id"] = $"{i:x64}",
            ["Names"] = new JsonArray($"/c{i:0000}"),
            ["Image"] = "nginx",
            ["ImageID"] = $"sha256:{i:x64}",
            ["Command"] = "/docker-entrypoint.sh nginx -g 'daemon off;'",
            ["Created"] = 1_700_000_000 + i,
            ["Ports"] = new JsonArray(),
            ["Labels"] = new JsonObject { ["app"] = "shop" },
            ["State"] = "exited",
            ["Status"] = "Exited (0) 2 hours ago",
            ["HostConfig"] = new JsonObject { ["NetworkMode"] = "bridge" },
            ["NetworkSettings"] = new JsonObject { ["Networks"] = new JsonObject { ["bridge"] = new JsonObject { ["NetworkID"] = $"{i:x64}", ["EndpointID"] = "", ["Gateway"] = "", ["IPAddress"] = "" } } },
            ["Mounts"] = new JsonArray(),
        })]));

        // On a machine that is busy with other tests a second may be too short, but not every time.
        Assert.Contains(Enumerable.Range(0, 30), _ => Texts("Stop-Container c00").Count == 100);
    }

    [Theory]
    [InlineData("Stop-Container we")]
    [InlineData("Copy-ContainerItem web:/etc/")]
    [InlineData("New-Container nginx -Volume si")]
    [InlineData("Get-DockerVolume si")]
    public void A_slow_engine_is_waited_for_no_longer_than_a_prompt_may_hang(string line)
    {
        World();
        Texts(line);
        Engine.Latency = TimeSpan.FromSeconds(20);

        Assert.Contains(Enumerable.Range(0, 5), _ =>
        {
            var started = Stopwatch.GetTimestamp();
            Texts(line);
            return Stopwatch.GetElapsedTime(started) < Prompt;
        });
    }

    [Theory]
    [InlineData("Stop-Container we")]
    [InlineData("Copy-ContainerItem web:/etc/")]
    [InlineData("New-Container nginx -Volume si")]
    [InlineData("New-DockerNetwork n -Driver mac")]
    public void A_dead_engine_is_met_with_silence(string line)
    {
        var (dead, result) = ("unix:///tmp/nowhere.sock", new List<ErrorRecord>());
        result.AddRange(Session.Run("$Error.Clear(); $null = TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length; $Error", WithEngine(line, dead)).Errors);

        Assert.Empty(result);
    }

    private static string WithEngine(string line, string engine) => line.Insert(line.IndexOf(' ', StringComparison.Ordinal), $" -Engine {engine}");

    private void World()
    {
        Engine.AddNetwork("my_net");
        Engine.AddVolume("site");
        Engine.AddContainer("web", networks: "my_net");
        // The first completion loads and connects everything, which on a busy machine may take more than the patience of a prompt.
        Assert.Contains(Enumerable.Range(0, 10), _ => Complete("Get-DockerNetwork my").Count > 0);
    }

    private IReadOnlyList<string> Texts(string line) => [.. Complete(line).Select(completion => completion.CompletionText)];

    private IReadOnlyList<CompletionResult> Complete(string line) =>
        Session.Run("(TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length).CompletionMatches", WithEngine(line, Engine.Address)).Of<CompletionResult>();
}
