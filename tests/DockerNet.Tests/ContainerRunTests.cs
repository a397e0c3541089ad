using System.Management.Automation;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class ContainerRunTests : FakeEngineTest
{
    protected override FakeEngineOptions Options => new() { Images = ["busybox"] };

    [Fact]
    public void A_run_writes_what_the_container_writes_and_leaves_nothing()
    {
        Assert.Equal(["hello"], Session.Run("Invoke-Container busybox echo hello").Succeeded().Of<string>());

        Assert.Empty(Engine.Containers);
        Assert.True(Assert.Single(Engine.RequestsTo("POST", "/containers/create")).Body!.Value.GetProperty("HostConfig").GetProperty("AutoRemove").GetBoolean());
    }

    [Fact]
    public void Text_of_the_pipeline_is_the_container_s_input()
    {
        Assert.Equal(["one", "2"], Session.Run("'one', 2 | Invoke-Container busybox cat").Succeeded().Of<string>());

        var body = Assert.Single(Engine.RequestsTo("POST", "/containers/create")).Body!.Value;
        Assert.True(body.GetProperty("OpenStdin").GetBoolean());
        Assert.True(body.GetProperty("StdinOnce").GetBoolean());
        Assert.Empty(Engine.Containers);
    }

    [Fact]
    public void A_configuration_of_the_pipeline_is_run() =>
        Assert.Equal(["hello"], Session.Run("New-ContainerConfig busybox 'echo hello' | Invoke-Container").Succeeded().Of<string>());

    [Fact]
    public void An_exit_code_is_an_error_or_in_the_object()
    {
        Session.Run("Invoke-Container busybox \"sh -c 'exit 3'\"").Failed("ContainerCommandFailed");
        Assert.Equal(3, Session.Get("LASTEXITCODE"));
        var result = Session.Run("Invoke-Container busybox \"sh -c 'echo out; echo err >&2; exit 3'\" -PassThru").Single<ContainerCommandResult>();

        Assert.Equal(3, result.ExitCode);
        Assert.Equal(["out"], result.Output);
        Assert.Equal(["err"], result.ErrorOutput);
        Assert.Empty(Engine.Containers);
    }

    [Theory]
    [InlineData("failed to create task for container: OCI runtime create failed: exec: \"x\": executable file not found in $PATH", "ContainerCommandNotFound", 127)]
    [InlineData("failed to create task for container: OCI runtime create failed: exec: \"/etc\": permission denied", "ContainerCommandNotExecutable", 126)]
    [InlineData("driver failed programming external connectivity", "EngineFault", 125)]
    public void Why_it_did_not_start_is_told_apart(string words, string errorId, int exitCode)
    {
        Engine.Fail("POST", "/containers/*/start", Fault.Status(500, words)).Times(2);

        Session.Run("Invoke-Container busybox x").Failed(errorId);
        Assert.Equal(exitCode, Session.Get("LASTEXITCODE"));
        var result = Session.Run("Invoke-Container busybox x -PassThru");

        Assert.Equal(exitCode is 125 ? [] : [exitCode], result.Of<ContainerCommandResult>().Select(run => run.ExitCode));
        Assert.Empty(Engine.Containers);
    }

    [Fact]
    public void A_missing_image_is_pulled_or_exit_code_125()
    {
        Session.Run("Invoke-Container redis echo 1").Succeeded();
        Session.Run("Invoke-Container other echo 1 -PullPolicy Never").Failed("ImageNotFound");

        Assert.Equal(125, Session.Get("LASTEXITCODE"));
    }

    [Fact]
    public void Detached_it_is_the_container() =>
        Assert.Equal(ContainerState.Running, Session.Run("Invoke-Container busybox 'sleep 1000' -Name web -Detach").Single<Container>().State);

    [Fact]
    public void What_is_to_be_kept_is_kept()
    {
        Session.Run("Invoke-Container busybox 'echo 1' -Name web -AutoRemove:$false").Succeeded();

        Assert.Equal("exited", Engine.Container("web").Status);
    }

    [Theory]
    [InlineData("Invoke-Container busybox 'sleep 1000'")]
    [InlineData("'x' | Invoke-Container busybox 'sleep 1000'")]
    public async Task Ctrl_C_leaves_no_container(string script)
    {
        using var shell = Session.Start(script);
        var running = Task.Run(shell.Invoke);
        await Engine.WaitForRequestAsync("POST", "/containers/*/start");

        await Task.Run(shell.Stop);

        await running;
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(Engine.Containers);
        await Engine.WaitForQuietAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void An_engine_that_dies_in_the_middle_is_one_error()
    {
        Engine.OnRun = async call =>
        {
            await call.WriteAsync("before\n");
            Engine.Fail("*", "/**", Fault.Drop()).Always();
            return new();
        };
        Engine.Fail("POST", "/containers/*/wait", Fault.DropAfter(0));

        var result = Session.Run("Invoke-Container busybox work");

        result.Failed("StreamBroken");
    }

    [Theory]
    [InlineData("'x' | Invoke-Container busybox cat -Tty", "ConflictingParameters")]
    [InlineData("'x' | Invoke-Container busybox cat -Detach", "ConflictingParameters")]
    [InlineData("New-ContainerConfig busybox | Invoke-Container busybox", "ConflictingParameters")]
    [InlineData("Invoke-Container busybox sh -Interactive -Tty", "NoConsole")]
    public void What_cannot_be_is_said_before_a_container_is_made(string script, string errorId)
    {
        Session.Run(script).Failed(errorId);

        Assert.Empty(Changes());
    }

    [Fact]
    public void WhatIf_runs_nothing()
    {
        Session.Run("Invoke-Container busybox ls -WhatIf; 'x' | Invoke-Container busybox cat -WhatIf").Succeeded();

        Assert.Empty(Changes());
    }
}
