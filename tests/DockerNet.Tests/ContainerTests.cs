using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class ContainerTests : FakeEngineTest
{
    protected override FakeEngineOptions Options => new() { Images = ["busybox"] };

    [Fact]
    public void A_container_is_created_connected_and_started()
    {
        Engine.AddNetwork("n");

        var container = Session.Run("New-Container busybox sleep 1d -Name c1 -Network n -Interactive -Tty -AutoRemove -Environment @{ A = 1 } -Label @{ l = 'v' } -Start").Single<Container>();

        Assert.Equal(ContainerState.Running, container.State);
        Assert.Equal("n", Assert.Single(container.Networks).Network);
        var request = Assert.Single(Engine.RequestsTo("POST", "/containers/create"));
        Assert.Equal("c1", request.Query["name"]);
        Assert.Equal("n", request.Body!.Value.GetProperty("HostConfig").GetProperty("NetworkMode").GetString());
        Assert.True(request.Body.Value.GetProperty("HostConfig").GetProperty("AutoRemove").GetBoolean());
        Assert.Equal("A=1", request.Body.Value.GetProperty("Env")[0].GetString());
        Assert.Equal(["sleep", "1d"], request.Body.Value.GetProperty("Cmd").EnumerateArray().Select(word => word.GetString()));
    }

    [Fact]
    public void A_start_that_fails_leaves_no_container_behind()
    {
        Engine.Fail("POST", "/containers/*/start", Fault.Status(500, "no room"));

        Session.Run("New-Container busybox -Name c1 -Start").Failed("EngineFault");

        Assert.Empty(Engine.Containers);
    }

    [Theory]
    [InlineData("New-Container no-such-image:1 -PullPolicy Never", "ImageNotFound")]
    [InlineData("New-Container busybox -Network nope", "NetworkNotFound")]
    [InlineData("New-Container busybox -Network a, a", "ConflictingParameters")]
    [InlineData("New-Container busybox -Network host, a", "ConflictingParameters")]
    [InlineData("New-Container busybox -Network 'name=bridge,alias=x'", "ConflictingParameters")]
    [InlineData("Start-Container nope", "ContainerNotFound")]
    [InlineData("Remove-Container up", "ContainerRunning")]
    [InlineData("Invoke-ContainerCommand down ls", "ContainerNotRunning")]
    public void What_cannot_be_is_one_clear_error(string command, string errorId)
    {
        Engine.AddNetwork("a");
        Engine.AddContainer("up");
        Engine.AddContainer("down", "busybox", running: false);

        var error = Session.Run(command).Failed(errorId);

        Assert.NotNull(error.TargetObject);
        Assert.Equal(2, Engine.Containers.Count);
    }

    [Fact]
    public void A_name_in_use_is_an_error_in_the_engine_s_words()
    {
        Engine.AddContainer("c1");

        var error = Session.Run("New-Container busybox -Name c1").Failed("ContainerExists");

        Assert.Equal("c1", error.TargetObject);
        Assert.Contains("already in use", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'up', 'nope', 'other' | Stop-Container")]
    [InlineData("Stop-Container up, nope, other")]
    public void One_that_is_missing_does_not_stop_the_others(string command)
    {
        Engine.AddContainer("up");
        Engine.AddContainer("other");

        var result = Session.Run(command);

        result.Failed("ContainerNotFound");
        Assert.Equal(["up", "other"], result.Of<Container>().Select(container => container.Name));
        Assert.All(result.Of<Container>(), container => Assert.Equal(ContainerState.Exited, container.State));
    }

    [Fact]
    public void A_name_wins_over_an_id_that_begins_like_it()
    {
        var other = Engine.AddContainer("other");
        Engine.AddContainer(other.Id[..4], "busybox");

        Assert.Equal(other.Id[..4], Session.Run("Get-Container $args[0]", other.Id[..4]).Single<Container>().Name);
        Assert.Equal("other", Session.Run("Get-Container $args[0]", other.Id[..12]).Single<Container>().Name);
    }

    [Fact]
    public void A_name_is_no_regular_expression()
    {
        Engine.AddContainer("a.b", "busybox");
        Engine.AddContainer("aXb", "busybox");

        Assert.Equal("a.b", Session.Run("Get-Container a.b").Single<Container>().Name);
    }

    [Fact]
    public async Task Many_are_stopped_at_the_same_time()
    {
        var together = 0;
        var most = 0;
        for (var i = 0; i < 10; i++)
        {
            Engine.AddContainer($"c{i}", "busybox");
        }

        Engine.Fail("POST", "/containers/*/stop", Fault.Callback(async http =>
        {
            most = Math.Max(most, Interlocked.Increment(ref together));
            await Task.Delay(200);
            Interlocked.Decrement(ref together);
            http.Response.StatusCode = 204;
        })).Always();

        await Task.Run(() => Session.Run("Get-Container | Stop-Container").Succeeded());

        Assert.True(most >= 8, $"At most {most} at a time.");
    }

    [Fact]
    public async Task No_more_than_the_throttle_limit_at_a_time()
    {
        var together = 0;
        var most = 0;
        for (var i = 0; i < 6; i++)
        {
            Engine.AddContainer($"c{i}", "busybox");
        }

        Engine.Fail("POST", "/containers/*/stop", Fault.Callback(async http =>
        {
            most = Math.Max(most, Interlocked.Increment(ref together));
            await Task.Delay(50);
            Interlocked.Decrement(ref together);
            http.Response.StatusCode = 204;
        })).Always();

        await Task.Run(() => Session.Run("Get-Container | Stop-Container -ThrottleLimit 2").Succeeded());

        Assert.Equal(2, most);
    }

    [Fact]
    public void A_command_s_output_is_lines_and_its_errors_are_errors()
    {
        Engine.AddContainer("c1");
        Engine.OnExec = _ => Task.FromResult<ExecResult?>(new("one\ntwo\r\nthr\u00e9e", "bad\n", 3));

        var result = Session.Run("Invoke-ContainerCommand c1 'do something'");

        Assert.Equal(["one", "two", "thr\u00e9e"], result.Of<string>());
        Assert.Equal(["ContainerCommandErrorOutput", "ContainerCommandFailed"], result.Errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]));
        Assert.Equal(3, Session.Get("LASTEXITCODE"));
    }

    [Fact]
    public void A_command_s_result_is_one_object_when_asked_for()
    {
        Engine.AddContainer("c1");
        Engine.OnExec = _ => Task.FromResult<ExecResult?>(new("one\n", "bad\n", 3));

        var result = Session.Run("Invoke-ContainerCommand c1 'do something' -PassThru").Single<ContainerCommandResult>();

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["one"], result.Output);
        Assert.Equal(["bad"], result.ErrorOutput);
        Assert.Equal(["do", "something"], result.Command);
    }

    [Theory]
    [InlineData(126, "ContainerCommandNotExecutable")]
    [InlineData(127, "ContainerCommandNotFound")]
    public void The_exit_codes_of_a_shell_are_told_apart(int exitCode, string errorId)
    {
        Engine.AddContainer("c1");
        Engine.OnExec = _ => Task.FromResult<ExecResult?>(new("", "", exitCode));

        Session.Run("Invoke-ContainerCommand c1 nothing").Failed(errorId);
    }

    [Fact]
    public void Objects_that_went_through_serialization_still_bind()
    {
        Engine.AddContainer("c1");

        // What jobs and remoting do to an object.
        var result = Session.Run("""
            $there = [System.Management.Automation.PSSerializer]::Serialize((Get-Container c1))
            [System.Management.Automation.PSSerializer]::Deserialize($there) | Stop-Container
            """).Single<Container>();

        Assert.Equal(ContainerState.Exited, result.State);
    }

    [Fact]
    public void A_row_of_a_table_with_a_name_binds() =>
        Assert.Equal("c1", Session.Run("$null = New-Container busybox -Name c1; [pscustomobject]@{ Name = 'c1'; Other = 1 } | Get-Container").Single<Container>().Name);

    [Fact]
    public void An_engine_that_goes_away_in_the_middle_is_told_as_such()
    {
        Engine.AddContainer("c1");
        Engine.Fail("GET", "/containers/json", Fault.DropAfter(20));

        Session.Run("Get-Container c1").Failed("StreamBroken");
    }
}
