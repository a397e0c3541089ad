using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class ContainerLifeTests : FakeEngineTest
{
    [Fact]
    public void Containers_are_restarted_suspended_resumed_and_renamed()
    {
        Engine.AddContainer("web", "nginx");
        Engine.AddContainer("db", "nginx");

        Assert.Equal([ContainerState.Paused, ContainerState.Paused], Session.Run("'web', 'db' | Suspend-Container").Succeeded().Of<Container>().Select(container => container.State));
        Assert.Equal([ContainerState.Running, ContainerState.Running], Session.Run("'web', 'db' | Resume-Container | Restart-Container -Timeout 0").Succeeded().Of<Container>().Select(container => container.State));
        Assert.Equal(["old-web", "old-db"], Session.Run("'web', 'db' | Get-Container | Rename-Container -NewName { \"old-$($_.Name)\" }").Succeeded().Of<Container>().Select(container => container.Name));
    }

    [Fact]
    public void What_is_suspended_or_runs_already_is_left_as_it_is()
    {
        Engine.AddContainer("web", "nginx");

        Session.Run("Suspend-Container web; Suspend-Container web; Resume-Container web; Resume-Container web").Succeeded();
    }

    [Theory]
    [InlineData("Suspend-Container")]
    [InlineData("Resume-Container")]
    public void What_does_not_run_can_be_neither_suspended_nor_resumed(string command)
    {
        Engine.AddContainer("web", "nginx", running: false);

        Assert.Equal("web", Session.Run($"{command} web").Failed("ContainerNotRunning").TargetObject);
    }

    [Fact]
    public void A_command_in_a_suspended_container_is_told_to_resume_it()
    {
        Engine.AddContainer("web", "nginx");

        var error = Session.Run("Suspend-Container web; Invoke-ContainerCommand web ls").Failed("ContainerNotRunning");

        Assert.Contains("Resume-Container web", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Wait-Container web -Timeout 5")]
    [InlineData("Stop-Container web")]
    public void An_end_that_the_list_does_not_know_of_yet_is_seen(string command)
    {
        var container = Engine.AddContainer("web", "nginx");
        Engine.Fail("POST", "/containers/*/stop", Fault.Status(304, ""));
        // A real engine tells of the end, then updates its list, and lets nobody inspect the container meanwhile.
        Engine.Fail("GET", $"/containers/{container.Id}/json", Fault.Before(() => container.SetStatus("exited")));

        Assert.Equal(ContainerState.Exited, Session.Run(command).Succeeded().Single<Container>().State);
    }

    [Fact]
    public void A_name_in_use_says_by_which_container()
    {
        Engine.AddContainer("web", "nginx");
        Engine.AddContainer("db", "httpd");

        Assert.Contains("'db'", Session.Run("Rename-Container web db").Failed("ContainerExists").ToString(), StringComparison.Ordinal);
        Assert.Contains("httpd", Session.Run("New-Container nginx -Name db").Failed("ContainerExists").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Suspend-Container web")]
    [InlineData("Restart-Container web")]
    [InlineData("Rename-Container web db")]
    [InlineData("New-Container nginx -Name other -Start")]
    public void WhatIf_changes_nothing(string command)
    {
        Engine.AddContainer("web", "nginx");

        Session.Run($"{command} -WhatIf").Succeeded();

        Assert.Empty(Changes());
    }

    [Theory]
    [InlineData("-Network container:gone", "ContainerNotFound", "gone")]
    [InlineData("-Network container:stopped -Start", "ContainerNotRunning", "stopped")]
    [InlineData("-Link stopped:db -Start", "ContainerNotRunning", "stopped")]
    [InlineData("-Link gone:db", "ContainerNotFound", "gone")]
    [InlineData("-VolumesFrom gone:ro", "ContainerNotFound", "gone")]
    [InlineData("-Network nosuch", "NetworkNotFound", "nosuch")]
    [InlineData("-Network Host", "NetworkNotFound", "Host")]
    public void What_a_container_is_to_be_joined_with_is_looked_at_before_it_is_made(string parameters, string errorId, string target)
    {
        Engine.AddContainer("stopped", "nginx", running: false);

        Assert.Equal(target, Session.Run($"New-Container nginx -Name x1 {parameters}").Failed(errorId).TargetObject);
        Assert.Empty(Changes());
    }

    [Fact]
    public void A_missing_image_is_pulled_unless_never()
    {
        Session.Run("New-Container absent:1 -PullPolicy Never").Failed("ImageNotFound");
        Assert.DoesNotContain(Changes(), change => change.Contains("images/create", StringComparison.Ordinal));

        Session.Run("New-Container absent:1 -Name made").Single<Container>();
        Session.Run("New-Container absent:1 -Name again -PullPolicy Always").Single<Container>();

        Assert.Equal(2, Changes().Count(change => change.Contains("images/create", StringComparison.Ordinal)));
    }
}
