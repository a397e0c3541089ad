using System.Text.Json.Nodes;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class SwarmTests : FakeEngineTest
{
    [Fact]
    public void A_join_token_shows_in_no_view_no_text_and_no_verbose_line()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        var result = Session.Run("$t = Get-DockerSwarm -JoinToken -Verbose; $t; $t | ForEach-Object { \"$_\"; \"$($_.JoinToken)\"; $_.PSObject.Properties | ForEach-Object { \"$($_.Value)\" } }; Get-DockerSwarm | ForEach-Object { \"$_\" }").Succeeded();

        Assert.Equal([NodeRole.Worker, NodeRole.Manager], result.Of<SwarmJoinToken>().Select(token => token.Role));
        Assert.NotEmpty(result.Verbose);
        Assert.DoesNotContain(result.Verbose.Concat(result.Output.Select(item => item.ToString())), text => text.Contains("SWMTKN", StringComparison.Ordinal));
        Assert.StartsWith("SWMTKN-1-", new JoinToken(result.Of<SwarmJoinToken>()[0]).Reveal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_join_token_is_in_nothing_that_is_kept_of_it()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        var kept = Session.Run("Get-DockerSwarm -JoinToken | ForEach-Object { [System.Management.Automation.PSSerializer]::Serialize($_) }").Succeeded().Of<string>();

        // A SecureString is kept as the digits of UTF-16 where the system protects none.
        var digits = Convert.ToHexStringLower(System.Text.Encoding.Unicode.GetBytes("SWMTKN"));
        Assert.Equal(2, kept.Count);
        Assert.All(kept, text => Assert.False(text.Contains("SWMTKN", StringComparison.Ordinal) || text.Contains(digits, StringComparison.OrdinalIgnoreCase), text));
    }

    [Fact]
    public async Task A_token_flows_through_the_pipeline_to_the_engine_that_joins()
    {
        await using var second = await FakeDockerEngine.StartAsync();
        Session.Set("b", second.Address);
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        Session.Run("Get-DockerSwarm -JoinToken -Role Worker | Join-DockerSwarm -Engine $b").Succeeded();

        var body = Assert.Single(second.RequestsTo("POST", "/swarm/join")).Body!.Value;
        Assert.StartsWith("SWMTKN-1-", body.GetProperty("JoinToken").GetString(), StringComparison.Ordinal);
        Assert.Equal("10.0.0.1:2377", body.GetProperty("RemoteAddrs")[0].GetString());
    }

    [Fact]
    public void What_is_no_token_is_not_sent_nor_repeated()
    {
        var error = Session.Run("Join-DockerSwarm 10.0.0.1 -JoinToken my-secret").Failed("InvalidJoinToken");

        Assert.DoesNotContain("my-secret", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Engine.RequestsTo("POST", "/swarm/join"));
    }

    [Theory]
    [InlineData("Get-DockerNode")]
    [InlineData("Get-DockerService")]
    [InlineData("New-DockerService nginx -NoResolveImage")]
    [InlineData("New-DockerNetwork n -Driver overlay")]
    [InlineData("Get-DockerSwarm -JoinToken")]
    public void An_engine_in_no_swarm_says_what_to_do(string script) =>
        Assert.Contains("Initialize-DockerSwarm", Session.Run(script).Failed("NotSwarmManager").ErrorDetails.RecommendedAction, StringComparison.Ordinal);

    [Fact]
    public void A_worker_of_an_older_engine_says_who_makes_an_overlay_network()
    {
        Engine.Fail("POST", "/networks/create", Fault.Status(403, "Cannot create a multi-host network from a worker node. Please create the network from a manager node."));

        Session.Run("New-DockerNetwork n -Driver overlay").Failed("NotSwarmManager");
    }

    [Fact]
    public void What_a_service_names_and_the_swarm_lacks_is_the_target_of_the_error()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        Engine.Fail("POST", "/services/create", Fault.Status(500, "network nosuch not found"));
        Assert.Equal("nosuch", Session.Run("New-DockerService nginx -Network nosuch -NoResolveImage").Failed("NetworkNotFound").TargetObject);
        Engine.Fail("POST", "/services/create", Fault.Status(500, "rpc error: code = InvalidArgument desc = constraint expected one operator from ==, !="));
        Session.Run("New-DockerService nginx -Constraint x -NoResolveImage").Failed("InvalidConstraint");
    }

    [Fact]
    public void An_image_is_pinned_with_its_tag_and_runs_only_on_its_platforms()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();
        Engine.Respond("GET", "/distribution/nginx:latest/json", """{ "Descriptor": { "digest": "sha256:11" }, "Platforms": [{ "architecture": "amd64", "os": "linux" }, { "architecture": "arm", "os": "linux", "variant": "v7" }] }""");

        Session.Run("New-DockerService nginx -Name web").Succeeded();

        var task = Assert.Single(Engine.RequestsTo("POST", "/services/create")).Body!.Value.GetProperty("TaskTemplate");
        Assert.Equal("nginx:latest@sha256:11", task.GetProperty("ContainerSpec").GetProperty("Image").GetString());
        Assert.Equal("""[{"Architecture":"amd64","OS":"linux"},{"Architecture":"","OS":"linux"}]""", task.GetProperty("Placement").GetProperty("Platforms").GetRawText());
    }

    [Fact]
    public void The_source_of_a_service_s_bind_is_a_full_path_and_need_not_be_on_this_host()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        Session.Run("$null = $ExecutionContext.SessionState.Path.SetLocation('/'); New-DockerService nginx -NoResolveImage -Mount 'type=bind,source=./nosuch,target=/a', '/nosuch:/b'").Succeeded();

        var mounts = Assert.Single(Engine.RequestsTo("POST", "/services/create")).Body!.Value.GetProperty("TaskTemplate").GetProperty("ContainerSpec").GetProperty("Mounts");
        Assert.Equal([Path.GetFullPath("/nosuch"), "/nosuch"], mounts.EnumerateArray().Select(mount => mount.GetProperty("Source").GetString()));
        Session.Run("New-DockerService nginx -NoResolveImage -Mount /a:/b:z").Failed("ConflictingParameters");
    }

    [Theory]
    [InlineData("Get-Container -Engine $slow, $e", "/containers/json")]
    [InlineData("Get-DockerNetwork -Engine $slow, $e", "/networks")]
    [InlineData("Get-DockerVolume -Engine $slow, $e", "/volumes")]
    [InlineData("Get-DockerEngine -Engine $slow, $e", "/info")]
    public async Task An_engine_that_takes_its_time_keeps_no_other_waiting(string script, string asked)
    {
        await using var slow = await FakeDockerEngine.StartAsync();
        slow.Fail("GET", asked, Fault.Hang());
        Session.Set("slow", slow.Address);
        Engine.AddContainer("web");
        Session.Run("New-DockerVolume data").Succeeded();

        Assert.Equal(Engine.Address, Session.Run($"do {{ {script} | ForEach-Object {{ $_.Engine; break }} }} while ($false)").Single<string>());
    }

    [Fact]
    public async Task Engines_that_answer_at_once_answer_in_the_order_in_which_they_are_named()
    {
        await using var second = await FakeDockerEngine.StartAsync();
        Session.Set("b", second.Address);

        Assert.Equal([second.Address, Engine.Address], Session.Run("(Get-DockerEngine -Engine $b, $e).Engine").Succeeded().Of<string>());
    }

    [Fact]
    public void A_dead_engine_is_one_error_and_the_others_answer()
    {
        var result = Session.Run("Get-DockerSwarm -Engine $e, unix:///nosuch/docker.sock");

        result.Failed("EngineUnavailable");
        Assert.Equal("inactive", Assert.Single(result.Of<Swarm>()).State);
    }

    [Fact]
    public void A_manager_leaves_only_by_force()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        Session.Run("Exit-DockerSwarm").Failed("SwarmManagerLeaving");
        Session.Run("Exit-DockerSwarm -Force").Succeeded();
        Session.Run("Exit-DockerSwarm").Failed("NotInSwarm");
    }

    [Fact]
    public void A_change_is_made_again_on_what_somebody_quicker_left()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1; New-DockerService nginx -Name web -NoResolveImage").Succeeded();
        Engine.Fail("POST", "/services/*/update", Fault.Status(500, "rpc error: code = Unknown desc = update out of sequence"));

        Session.Run("Set-DockerService web -Replicas 3").Succeeded();

        Assert.Equal(2, Engine.RequestsTo("POST", "/services/*/update").Count);
        Assert.Equal(3, Session.Run("Get-DockerService web").Single<Service>().Replicas);
    }

    [Fact]
    public void A_service_that_keeps_being_changed_is_an_error_after_a_while()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1; New-DockerService nginx -Name web -NoResolveImage").Succeeded();
        Engine.Respond("POST", "/services/*/update", new JsonObject { ["message"] = "rpc error: code = Unknown desc = update out of sequence" }, 500);

        Session.Run("Set-DockerService web -Replicas 3").Failed("UpdateOutOfSequence");
    }

    [Fact]
    public void WhatIf_changes_nothing()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1; New-DockerService nginx -Name web -NoResolveImage").Succeeded();
        Engine.ClearRequests();

        Session.Run("""
            Initialize-DockerSwarm -WhatIf; Exit-DockerSwarm -Force -WhatIf; New-DockerService nginx -WhatIf; Set-DockerService web -Replicas 2 -WhatIf
            Set-DockerService web -Rollback -WhatIf; Remove-DockerService web -WhatIf; Get-DockerNode | Set-DockerNode -Availability Drain -WhatIf; Get-DockerNode | Remove-DockerNode -WhatIf
            Join-DockerSwarm 10.0.0.1 -JoinToken SWMTKN-1-a -WhatIf
            """).Succeeded();

        Assert.Empty(Changes());
    }

    [Theory]
    [InlineData("New-DockerService nginx -Timeout 5")]
    [InlineData("Set-DockerService web -Replicas 2 -Timeout 5")]
    [InlineData("Get-DockerNode | Set-DockerNode -Availability Drain -Timeout 5")]
    public void A_limit_to_no_wait_is_told_before_anything_is_done(string script)
    {
        Session.Run("$null = Initialize-DockerSwarm 10.0.0.1; $null = New-DockerService nginx -Name web -NoResolveImage").Succeeded();
        Engine.ClearRequests();

        Session.Run(script).Failed("ConflictingParameters");
        Assert.Empty(Changes());
        Session.Run($"{script} -Wait:$false").Succeeded();
    }

    [Fact]
    public void A_wait_ends_with_the_service_and_its_timeout_with_the_truth()
    {
        Session.Run("Initialize-DockerSwarm 10.0.0.1").Succeeded();

        var web = Session.Run("New-DockerService nginx -Name web -Replicas 2 -UpdateMonitor 0.1 -NoResolveImage -Wait -Timeout 20").Single<Service>();
        Assert.Equal((2, 2), (web.Running, web.Desired));

        Engine.Respond("GET", "/tasks", "[]");
        Assert.Contains("0 of 2 tasks run", Session.Run("Set-DockerService web -Wait -Timeout 1").Failed("ServiceNotConverged").ToString(), StringComparison.Ordinal);
    }
}
