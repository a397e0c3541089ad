using System.Diagnostics;

namespace DockerNet.Integration;

public sealed class ContainerWaitTests(RealEngine engine) : RealEngineTest(engine)
{
    [Fact]
    public void Those_that_end_are_waited_for_together_and_tell_their_exit_codes()
    {
        Session.Run("1..3 | ForEach-Object { New-Container busybox sh, -c, \"sleep 1; exit $_\" -Name \"$p-$_\" -Start }").Succeeded();

        var ended = Session.Run("1..3 | ForEach-Object { \"$p-$_\" } | Wait-Container -Timeout 30").Succeeded().Of<Container>();

        Assert.Equal([1, 2, 3], ended.Select(container => container.ExitCode));
    }

    [Fact]
    public void One_that_removes_itself_is_told_as_it_was_with_its_exit_code()
    {
        Session.Run("New-Container busybox sh, -c, 'sleep 1; exit 7' -Name \"$p-a\" -AutoRemove -Start").Succeeded();

        Assert.Equal(7, Session.Run("Wait-Container \"$p-a\" -Condition Removed -Timeout 30").Single<Container>().ExitCode);
        Assert.Empty(Session.Run("Get-Container \"$p-a*\"").Output);
    }

    [Fact]
    public void A_healthy_one_is_waited_for_and_an_unhealthy_one_says_what_its_check_said()
    {
        Session.Run("New-Container busybox -Name \"$p-a\" -Interactive -HealthCommand 'test -e /ok' -HealthInterval 200ms -HealthRetries 50 -Start").Succeeded();
        Session.Run("New-Container busybox -Name \"$p-b\" -Interactive -HealthCommand 'echo no luck; exit 1' -HealthInterval 200ms -HealthRetries 1 -Start").Succeeded();

        Session.Run("Invoke-ContainerCommand \"$p-a\" touch /ok").Succeeded();

        Assert.Equal(ContainerHealth.Healthy, Session.Run("Wait-Container \"$p-a\" -Condition Healthy -Timeout 30").Single<Container>().Health);
        Assert.Contains("no luck", Session.Run("Wait-Container \"$p-b\" -Condition Healthy -Timeout 30").Failed("ContainerWaitFailed").ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh, -c, 'sleep 1; exit 3' -HealthCommand true -HealthInterval 1h", "exit code 3")]
    [InlineData("-Interactive", "no health check")]
    public void What_can_never_be_healthy_is_not_waited_for(string parameters, string why)
    {
        Session.Run($"New-Container busybox {parameters} -Name \"$p-a\" -Start").Succeeded();

        Assert.Contains(why, Session.Run("Wait-Container \"$p-a\" -Condition Healthy -Timeout 30").Failed("ContainerWaitFailed").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_started_by_another_is_waited_for()
    {
        Session.Run("New-Container busybox -Name \"$p-a\" -Interactive").Succeeded();
        using var other = new ModuleSession();
        using var waiting = Session.Start("Wait-Container $args[0] -Condition Running -Timeout 30", $"{Prefix}-a");

        var wait = Task.Run(() => waiting.Invoke());
        other.Run("Start-Container $args[0]", $"{Prefix}-a").Succeeded();

        var output = await wait;
        Assert.Empty(waiting.Streams.Error.Select(error => error.ToString()));
        Assert.Equal(ContainerState.Running, Assert.IsType<Container>(Assert.Single(output).BaseObject).State);
    }

    [Fact]
    public void A_wait_that_takes_too_long_ends_in_time()
    {
        Session.Run("New-Container busybox -Name \"$p-a\" -Interactive -Start").Succeeded();
        var watch = Stopwatch.StartNew();

        Session.Run("Wait-Container \"$p-a\" -Timeout 1").Failed("ContainerWaitTimeout");

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void A_container_that_ignores_its_signal_is_stopped_as_fast_as_fifty()
    {
        Session.Run("1..50 | ForEach-Object { New-Container busybox sh, -c, 'trap \"\" TERM; while true; do sleep 1; done' -Name \"$p-$_\" -StopTimeout 3 -Start }").Succeeded();
        var watch = Stopwatch.StartNew();

        Session.Run("Get-Container \"$p-*\" | Stop-Container").Succeeded();

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(50));
    }

    [Fact]
    public void A_command_that_is_not_in_the_image_is_told_and_leaves_nothing()
    {
        Session.Run("New-Container busybox nosuch -Name \"$p-a\" -Start").Failed("ContainerCommandNotFound");
        Session.Run("New-Container busybox /etc/passwd -Name \"$p-a\" -Start").Failed("ContainerCommandNotExecutable");

        Assert.Empty(Session.Run("Get-Container \"$p-*\"").Output);
    }
}
