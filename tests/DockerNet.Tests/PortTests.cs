using System.Management.Automation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>The cmdlets of published ports, on containers that exist.</summary>
public sealed class PortTests : FakeEngineTest
{
    [Fact]
    public void A_port_is_added_to_a_running_container_which_is_replaced()
    {
        var web = Web();

        var added = Session.Run("Get-Container web | Add-PortMapping 8081:80 -Confirm:$false").Single<Container>();

        Assert.NotEqual(web.Id, added.Id);
        Assert.Equal(("web", ContainerState.Running), (added.Name, added.State));
        Assert.Equal([8080, 8081], Published("web"));
        Assert.Equal(["web"], Engine.Containers.Select(container => container.Name));
    }

    [Fact]
    public void WhatIf_prints_every_step_and_changes_nothing()
    {
        var web = Web();
        web.Changes["/etc/nginx.conf"] = 0;

        var (exitCode, output, error) = ShellProcess.Run("-NoProfile", "-Command", $"Add-PortMapping 8081:80 web -WhatIf -Engine '{Engine.Address}'");

        Assert.True(exitCode == 0 && error.Length == 0, error);
        var steps = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line.StartsWith("What if: ", StringComparison.Ordinal)).Select(line => line["What if: ".Length..].Trim()).ToList();
        Assert.Collection(
            steps,
            step => Assert.StartsWith("Note what is done in the volume", step, StringComparison.Ordinal),
            step => Assert.StartsWith("Rename container 'web' to 'web.dockernet-", step, StringComparison.Ordinal),
            step => Assert.Equal("Stop the old 'web'", step),
            step => Assert.Equal("Save its changed files (/etc/nginx.conf) as an image", step),
            step => Assert.Equal("Create the new 'web' from nginx, ports 8080:80 8081:80", step),
            step => Assert.Equal("Start the new 'web'", step),
            step => Assert.Equal("Wait until the new 'web' runs", step),
            step => Assert.Equal("Remove the old 'web'", step),
            step => Assert.StartsWith("Remove the volume", step, StringComparison.Ordinal));
        Assert.Empty(Changes());
    }

    [Fact]
    public void A_stopped_container_is_replaced_without_a_question_and_a_running_one_after_it()
    {
        Engine.AddContainer("off", "nginx", running: false);
        Web();

        Session.Run("Add-PortMapping 9000:80 off").Single<Container>();
        // Nobody can answer here: the question itself is the failure.
        Assert.Single(Session.Run("Add-PortMapping 9001:80 web").Errors);

        Assert.Equal([8080], Published("web"));
    }

    [Fact]
    public void A_port_that_is_held_is_refused_with_its_owner_and_the_next_free_one_before_anything_is_changed()
    {
        Web();
        Engine.AddContainer("other", "nginx", true, Publishing(("80/tcp", "9000"), ("81/tcp", "9001")));

        var error = Session.Run("Add-PortMapping 9000:80 web -Confirm:$false").Failed("PortInUse");

        Assert.Equal(ErrorCategory.ResourceExists, error.CategoryInfo.Category);
        Assert.Contains("held by the container 'other'", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("9002", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Changes());
    }

    [Fact]
    public void A_container_that_cannot_start_for_its_port_names_the_owner_and_nothing_is_left_of_it()
    {
        Web();

        var error = Session.Run("New-Container nginx -Name second -Port 8080:80 -Start").Failed("PortInUse");

        Assert.Contains("held by the container 'web', which publishes its port 80 there", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("8081", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(["web"], Engine.Containers.Select(container => container.Name));
    }

    [Theory]
    [InlineData("8080:80", "8081")]
    [InlineData("8081:80", "8080")]
    [InlineData("80", "")]
    public void Mappings_are_removed_by_host_port_or_all_of_a_container_port(string removed, string left)
    {
        Engine.AddContainer("web", "nginx", true, Publishing(("80/tcp", "8080"), ("80/tcp", "8081")));

        Session.Run($"Remove-PortMapping {removed} web -Confirm:$false").Succeeded();

        Assert.Equal(left, string.Join(' ', Published("web")));
    }

    [Fact]
    public void A_mapping_of_the_engine_s_choice_is_removed_by_the_port_that_it_got()
    {
        Engine.AddContainer("web", "nginx", true, Publishing(("80/tcp", ""), ("81/tcp", "8081")));
        var port = Engine.Container("web").Ports.First(binding => binding.ContainerPort == 80).HostPort;

        Session.Run($"Remove-PortMapping {port}:80 web -Confirm:$false").Succeeded();

        Assert.Equal([8081], Published("web"));
    }

    [Fact]
    public void One_container_that_has_no_such_mapping_does_not_stop_the_others()
    {
        Engine.AddContainer("aa", "nginx", true);
        Web();

        var result = Session.Run("'aa', 'web' | Remove-PortMapping 8080:80 -Confirm:$false");

        Assert.Contains("'aa' has no mapping 8080:80", result.Failed("PortMappingNotFound").ToString(), StringComparison.Ordinal);
        Assert.Empty(Published("web"));
    }

    [Fact]
    public void The_original_is_kept_stopped_under_another_name_and_not_restarted()
    {
        var web = Web();

        Session.Run("Add-PortMapping 8081:80 web -KeepOriginal -Confirm:$false").Succeeded();

        Assert.Equal((false, "no"), (Engine.Container(web.Id).IsRunning, (string?)Engine.Container(web.Id).HostConfig["RestartPolicy"]?["Name"]));
        Assert.Equal($"web-original-{web.ShortId}", Engine.Container(web.Id).Name);
    }

    [Theory]
    [InlineData("", "dockernet-snapshot:web-*")]
    [InlineData("-DiscardChanges", "nginx")]
    public void Changed_files_are_kept_in_an_image_or_given_up(string parameters, string image)
    {
        Web().Changes["/index.html"] = 1;

        Session.Run($"Add-PortMapping 8081:80 web -Confirm:$false {parameters}").Succeeded();

        Assert.True(WildcardPattern.Get(image, WildcardOptions.None).IsMatch(Engine.Container("web").Image), Engine.Container("web").Image);
    }

    [Fact]
    public void What_was_taken_from_a_container_that_has_other_volumes_today_stays()
    {
        Engine.AddContainer("store", "nginx", true, new JsonObject { ["HostConfig"] = new JsonObject { ["Binds"] = new JsonArray("old:/data") } });
        Engine.AddContainer("web", "nginx", true, new JsonObject { ["HostConfig"] = new JsonObject { ["VolumesFrom"] = new JsonArray("store") } });
        Engine.Remove(Engine.Container("store"));
        Engine.AddContainer("store", "nginx", true, new JsonObject { ["HostConfig"] = new JsonObject { ["Binds"] = new JsonArray("new:/data") } });

        Session.Run("Add-PortMapping 8081:80 web -Confirm:$false").Succeeded();

        Assert.Equal("old", Assert.Single(Engine.Container("web").Mounts).Name);
    }

    [Fact]
    public void A_replacement_that_was_broken_off_is_named_completed_and_repaired()
    {
        var web = Web();
        Engine.Fail("POST", "/containers/create", Fault.Callback(_ => Task.Delay(1))).Always();
        Engine.Fail("POST", "/containers/*/rename", Fault.Status(500, "no")).After(1).Always();
        Session.Run("Add-PortMapping 8081:80 web -Confirm:$false").Failed("ReplacementUnfinished");
        Engine.ClearFaults();

        Assert.Equal(["web"], Complete("Repair-Container "));
        var repaired = Session.Run("Repair-Container web -Confirm:$false").Single<Container>();

        Assert.Equal((web.Id, "web", ContainerState.Running), (repaired.Id, repaired.Name, repaired.State));
        Assert.Empty(Session.Run("Repair-Container").Succeeded().Output);
    }

    [Fact]
    public void Bindings_come_one_by_one_with_their_live_ports_and_are_filtered()
    {
        Engine.AddContainer("aa", "nginx", true, Publishing(("80/tcp", "8080"), ("53/udp", "5353")));
        Engine.AddContainer("bb", "nginx", true, Publishing(("80/tcp", "")));
        Engine.AddContainer("off", "nginx", false, Publishing(("80/tcp", "9999")));

        Assert.Equal(["aa", "bb"], Session.Run("Get-PortMapping -ContainerPort 80").Of<PortBinding>().Select(binding => binding.Container).Distinct().Order());
        Assert.All(Session.Run("Get-PortMapping bb").Succeeded().Of<PortBinding>(), binding => Assert.True(binding.HostPort >= 32768));
        Assert.Equal(["0.0.0.0:8080->80/tcp", "[::]:8080->80/tcp"], Session.Run("'aa' | Get-PortMapping -Protocol tcp").Of<PortBinding>().Select(binding => $"{binding}").Order(StringComparer.Ordinal));
        Assert.Equal([53], Session.Run("Get-PortMapping -HostPort 5353").Of<PortBinding>().Select(binding => binding.ContainerPort).Distinct());
        Assert.Empty(Session.Run("Get-PortMapping off").Succeeded().Output);
    }

    [Fact]
    public void A_held_port_names_its_container_and_a_free_one_nobody()
    {
        Web();

        var tests = Session.Run("Test-PortMapping 8079-8080:79-80").Succeeded().Of<PortMappingTest>();

        Assert.Equal([(8079, true, null), (8080, false, "the container 'web'")], tests.Select(test => (test.HostPort, test.Free, test.Holder)));
        Assert.Equal(8081, tests[1].NextFreePort);
        Assert.Equal([true, false], Session.Run("Test-PortMapping 8079, 8080 -Quiet").Of<bool>());
    }

    [Fact]
    public void A_port_that_a_process_of_this_machine_holds_names_the_process_and_answers()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        var test = Session.Run($"Test-PortMapping 127.0.0.1:{port}:80").Single<PortMappingTest>();

        Assert.Equal((false, Environment.ProcessId, true), (test.Free, test.ProcessId, test.Answers));
        Assert.Contains($"({Environment.ProcessId})", test.Holder, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-PortMapping 80", "8081:", "8080:")]
    [InlineData("Add-PortMapping ", "8081:", "8080:")]
    [InlineData("New-Container nginx -Port ", "8081:", "8080:")]
    [InlineData("Get-PortMapping -HostPort ", "8080", "8081")]
    [InlineData("Get-PortMapping -ContainerPort ", "80", "8080")]
    [InlineData("Remove-PortMapping -Container web -Port ", "8080:80", "9000:90")]
    public void Ports_complete_to_free_ones_where_one_is_wanted_and_to_published_ones_where_one_is_sought(string line, string offered, string not)
    {
        Web();
        Engine.AddContainer("other", "nginx", true, Publishing(("90/tcp", "9000")));

        var completions = Complete(line);

        Assert.Contains(offered, completions);
        Assert.DoesNotContain(not, completions);
    }

    [Fact]
    public void An_image_is_changed_and_the_files_that_it_would_lose_are_named()
    {
        Engine.AddImage("nginx:2");
        var web = Web();
        web.Changes["/index.html"] = 1;

        Assert.Contains("/index.html", Session.Run("Update-Container web nginx:2 -Confirm:$false").Failed("ContainerFilesChanged").ToString(), StringComparison.Ordinal);
        Assert.Equal("nginx:2", Session.Run("Update-Container web nginx:2 -DiscardChanges -Confirm:$false").Single<Container>().Image);
        Session.Run("Update-Container web").Failed("NothingToChange");
    }

    [Fact]
    public void An_address_that_the_engine_s_own_network_does_not_give_again_is_told_and_stops_nothing()
    {
        var first = Engine.AddContainer("first", "nginx", true);
        var web = Engine.AddContainer("web", "nginx", true, new JsonObject
        {
            ["NetworkingConfig"] = new JsonObject { ["EndpointsConfig"] = new JsonObject { ["bridge"] = new JsonObject { ["MacAddress"] = "02:42:aa:bb:cc:dd" } } },
        });
        var was = web.Endpoints["bridge"].IPAddress;
        Engine.Remove(first);

        var result = Session.Run("Add-PortMapping 8081:80 web -Confirm:$false").Succeeded();

        Assert.Contains(was, Assert.Single(result.Warnings), StringComparison.Ordinal);
        Assert.Equal("02:42:aa:bb:cc:dd", Engine.Container("web").Endpoints["bridge"].MacAddress);
    }

    [Fact]
    public async Task The_original_stays_until_the_new_container_is_healthy()
    {
        var web = WithHealthCheck();
        using var adding = Session.Start("Add-PortMapping 8081:80 web -Confirm:$false");

        var running = Task.Run(() => adding.Invoke());
        var successor = await SuccessorAsync(web);
        Assert.False(running.IsCompleted);
        Assert.Contains(Engine.Containers, container => container.Id == web.Id);
        successor.Health = "healthy";
        await running;

        Assert.Empty(adding.Streams.Error);
        Assert.Equal([successor.Id], Engine.Containers.Select(container => container.Id));
    }

    [Fact]
    public async Task A_new_container_that_fails_its_health_check_gives_way_to_the_original()
    {
        var web = WithHealthCheck();
        using var adding = Session.Start("Add-PortMapping 8081:80 web -Confirm:$false");

        var running = Task.Run(() => adding.Invoke());
        (await SuccessorAsync(web)).Health = "unhealthy";
        await running;

        Assert.Equal("ContainerUnhealthy", Assert.Single(adding.Streams.Error).FullyQualifiedErrorId.Split(',')[0]);
        Assert.Equal((web.Id, true), (Assert.Single(Engine.Containers).Id, web.IsRunning));
    }

    [Fact]
    public void A_new_container_that_is_not_healthy_in_time_gives_way_to_the_original()
    {
        var web = WithHealthCheck();

        Session.Run("Add-PortMapping 8081:80 web -Confirm:$false -Timeout 0.2").Failed("ContainerTimeout");

        Assert.Equal((web.Id, true), (Assert.Single(Engine.Containers).Id, web.IsRunning));
    }

    /// <summary>The container that takes another's place, once it is started.</summary>
    private async Task<FakeContainer> SuccessorAsync(FakeContainer original)
    {
        while (true)
        {
            if (Engine.Containers.FirstOrDefault(container => container.Id != original.Id && container.IsRunning) is { } successor)
            {
                return successor;
            }

            await Task.Delay(5);
        }
    }

    private FakeContainer WithHealthCheck()
    {
        var web = Engine.AddContainer("web", "nginx", true, new JsonObject { ["Healthcheck"] = new JsonObject { ["Test"] = new JsonArray("CMD", "true") } });
        web.Health = "healthy";
        return web;
    }

    [Fact]
    public void Files_that_a_snapshot_keeps_are_not_lost_to_another_image_either()
    {
        Engine.AddImage("nginx:2");
        Web().Changes["/index.html"] = 1;
        var snapshot = Session.Run("Add-PortMapping 8081:80 web -Confirm:$false").Single<Container>().Image;

        Assert.Contains(snapshot, Session.Run("Update-Container web nginx:2 -Confirm:$false").Failed("ContainerFilesChanged").ToString(), StringComparison.Ordinal);
        Assert.Contains(snapshot, Session.Run("Update-Container web -Pull -Confirm:$false").Failed("ContainerRunsSnapshot").ToString(), StringComparison.Ordinal);
        Assert.Equal("nginx:2", Session.Run("Update-Container web nginx:2 -DiscardChanges -Confirm:$false").Single<Container>().Image);
        Assert.DoesNotContain("dockernet.snapshot", Engine.Container("web").Labels.Keys);
    }

    [Fact]
    public void What_a_container_was_created_with_outlives_a_snapshot_and_another_image()
    {
        Engine.AddImage("nginx:2");
        var web = Engine.AddContainer("web", "nginx", true, new JsonObject
        {
            ["Cmd"] = new JsonArray("serve", "site"),
            ["Env"] = new JsonArray("A=1"),
            ["Labels"] = new JsonObject { ["l"] = "v" },
            ["Volumes"] = new JsonObject { ["/cache"] = new JsonObject() },
        });
        web.Changes["/index.html"] = 1;
        var cache = Assert.Single(web.Mounts).Name;

        Session.Run("Add-PortMapping 8081:80 web -Confirm:$false").Succeeded();
        Session.Run("Add-PortMapping 8082:80 web -Confirm:$false").Succeeded();
        Assert.StartsWith("dockernet-snapshot:", Engine.Container("web").Image, StringComparison.Ordinal);
        Session.Run("Update-Container web nginx:2 -DiscardChanges -Confirm:$false").Succeeded();

        var config = Engine.Container("web").Config;
        Assert.Equal("""["serve","site"]""", config["Cmd"]?.ToJsonString());
        Assert.Contains("A=1", config["Env"]!.AsArray().Select(variable => (string?)variable));
        Assert.Equal("v", Engine.Container("web").Labels["l"]);
        Assert.Equal(cache, Assert.Single(Engine.Container("web").Mounts).Name);
    }

    private FakeContainer Web() => Engine.AddContainer("web", "nginx", true, Publishing(("80/tcp", "8080")));

    private IReadOnlyList<int> Published(string container) => [.. Engine.Container(container).Ports.Select(port => port.HostPort).Distinct().Order()];

    private IReadOnlyList<string> Complete(string line) =>
        [.. Session.Run("(TabExpansion2 -inputScript $args[0] -cursorColumn $args[0].Length).CompletionMatches", line.Insert(line.IndexOf(' ', StringComparison.Ordinal), $" -Engine {Engine.Address}")).Of<CompletionResult>().Select(completion => completion.CompletionText)];

    private static JsonObject Publishing(params (string Port, string HostPort)[] ports) => new()
    {
        ["HostConfig"] = new JsonObject
        {
            ["PortBindings"] = new JsonObject(ports.GroupBy(port => port.Port).Select(port => KeyValuePair.Create(
                port.Key,
                (JsonNode?)new JsonArray([.. port.Select(binding => new JsonObject { ["HostIp"] = "", ["HostPort"] = binding.HostPort })])))),
        },
    };
}
