using System.Management.Automation;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class ContainerCommandTests : FakeEngineTest
{
    public ContainerCommandTests() => Session.Set("bytes", Enumerable.Range(0, 256).Select(value => (byte)value).ToArray());

    [Fact]
    public void Text_of_the_pipeline_is_the_command_s_input()
    {
        Engine.AddContainer("web");

        Assert.Equal(["one", "zwei äöü", "3"], Session.Run("'one', 'zwei äöü', 3 | Invoke-ContainerCommand web cat").Succeeded().Of<string>());
        Assert.True(Assert.Single(Engine.RequestsTo("POST", "/containers/*/exec")).Body!.Value.GetProperty("AttachStdin").GetBoolean());
    }

    [Fact]
    public void Containers_of_the_pipeline_are_where_the_command_runs()
    {
        Engine.AddContainer("web");
        Engine.AddContainer("db");
        Engine.OnExec = call => Task.FromResult<ExecResult?>(new($"{call.Container.Name}: {string.Join(' ', call.Command)}\n"));

        Assert.Equal(["db: ls /", "web: ls /"], Session.Run("Get-Container | Invoke-ContainerCommand -Command ls, /").Succeeded().Of<string>().Order());
        Assert.False(Engine.RequestsTo("POST", "/containers/*/exec")[0].Body!.Value.GetProperty("AttachStdin").GetBoolean());
    }

    [Theory]
    [InlineData(", $bytes | Invoke-ContainerCommand web cat -AsByteStream")]
    [InlineData("$bytes | Invoke-ContainerCommand web cat -AsByteStream")]
    [InlineData("foreach ($byte in ($bytes | Invoke-ContainerCommand web cat -AsByteStream -PassThru).OutputBytes) { $byte }")]
    public void Bytes_go_in_and_come_out_unchanged(string script)
    {
        Engine.AddContainer("web");

        Assert.Equal(Enumerable.Range(0, 256).Select(value => (byte)value), Session.Run(script).Succeeded().Of<byte>());
    }

    [Fact]
    public void A_command_that_talks_while_it_is_fed_does_not_wait_for_anybody()
    {
        Engine.AddContainer("web");

        var lines = Session.Run("$long = 'x' * 10000; $(foreach ($i in 1..1000) { \"$i $long\" }) | Invoke-ContainerCommand web cat").Succeeded().Of<string>();

        Assert.Equal(1000, lines.Count);
        Assert.All(lines, (line, i) => Assert.Equal($"{i + 1} {new string('x', 10000)}", line));
    }

    [Fact]
    public void A_command_that_reads_only_the_first_line_is_no_failure()
    {
        Engine.AddContainer("web");
        Engine.OnExec = async call =>
        {
            var buffer = new byte[10];
            await call.Input.ReadAtLeastAsync(buffer, 2, throwOnEndOfStream: false, call.Stop);
            return new("read\n");
        };

        var result = Session.Run("$line = 'x' * 100000; $(foreach ($i in 1..100) { $line }) | Invoke-ContainerCommand web head").Succeeded();

        Assert.Equal(["read"], result.Of<string>());
        Assert.Equal(0, Session.Get("LASTEXITCODE"));
    }

    [Fact]
    public void What_is_said_of_the_command_reaches_the_engine()
    {
        Engine.AddContainer("web");

        Session.Run("Invoke-ContainerCommand web true -Environment @{ A = 'b c' } -User 1:2 -WorkingDirectory /tmp -Privileged -Tty").Succeeded();

        var exec = Assert.Single(Engine.RequestsTo("POST", "/containers/*/exec")).Body!.Value;
        Assert.Equal("A=b c", exec.GetProperty("Env")[0].GetString());
        Assert.Equal(("1:2", "/tmp"), (exec.GetProperty("User").GetString(), exec.GetProperty("WorkingDir").GetString()));
        Assert.True(exec.GetProperty("Privileged").GetBoolean());
        Assert.True(exec.GetProperty("Tty").GetBoolean());
    }

    [Fact]
    public void A_command_left_to_itself_is_not_waited_for()
    {
        Engine.AddContainer("web");

        Assert.Empty(Session.Run("Invoke-ContainerCommand web 'sleep 1000' -Detach").Succeeded().Output);

        Assert.True(Assert.Single(Engine.RequestsTo("POST", "/exec/*/start")).Body!.Value.GetProperty("Detach").GetBoolean());
    }

    [Theory]
    [InlineData("exit 3", "ContainerCommandFailed", 3)]
    [InlineData("exit 126", "ContainerCommandNotExecutable", 126)]
    [InlineData("exit 127", "ContainerCommandNotFound", 127)]
    public void Exit_codes_are_told_apart(string script, string errorId, int exitCode)
    {
        Engine.AddContainer("web");

        Session.Run($"Invoke-ContainerCommand web \"sh -c '{script}'\"").Failed(errorId);
        Assert.Equal(exitCode, Session.Get("LASTEXITCODE"));
        Assert.Equal(exitCode, Session.Run($"Invoke-ContainerCommand web \"sh -c '{script}'\" -PassThru").Single<ContainerCommandResult>().ExitCode);
    }

    [Fact]
    public void The_runtime_s_complaint_is_the_error_and_no_output()
    {
        Engine.AddContainer("web");

        var result = Session.Run("Invoke-ContainerCommand web no-such-command");

        Assert.Empty(result.Output);
        Assert.Contains("executable file not found in $PATH", result.Failed("ContainerCommandNotFound").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_dies_in_the_middle_is_one_error()
    {
        Engine.AddContainer("web");
        Engine.OnExec = async call =>
        {
            await call.WriteAsync("before\n");
            Engine.Fail("*", "/**", Fault.Drop()).Always();
            return new();
        };

        var result = Session.Run("Invoke-ContainerCommand web work");

        Assert.Equal(["before"], result.Of<string>());
        Assert.Equal("web", result.Failed("StreamBroken").TargetObject);
    }

    [Theory]
    [InlineData("Enter-Container web")]
    [InlineData("Invoke-ContainerCommand web sh -Interactive -Tty")]
    public void Without_a_console_there_is_no_terminal_and_nothing_is_started(string script)
    {
        Engine.AddContainer("web");

        Assert.Equal("web", Session.Run(script).Failed("NoConsole").TargetObject);

        Assert.Empty(Changes());
    }

    [Theory]
    [InlineData("'x' | Invoke-ContainerCommand web cat -Tty")]
    [InlineData("'x' | Invoke-ContainerCommand web cat -Detach")]
    [InlineData("Invoke-ContainerCommand web cat -Detach -PassThru")]
    public void What_contradicts_itself_is_said_before_the_engine_is_asked(string script)
    {
        Engine.AddContainer("web");

        Session.Run(script).Failed("ConflictingParameters");

        Assert.Empty(Changes());
    }

    [Fact]
    public async Task Ctrl_C_ends_a_command_that_hangs()
    {
        Engine.AddContainer("web");
        using var shell = Session.Start("Invoke-ContainerCommand web 'sleep 1000'");
        var running = Task.Run(shell.Invoke);
        await Engine.WaitForRequestAsync("POST", "/exec/*/start");

        await Task.Run(shell.Stop);

        await running;
        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Empty(shell.Streams.Error);
        await Engine.WaitForQuietAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void WhatIf_starts_nothing()
    {
        Engine.AddContainer("web");

        Session.Run("Invoke-ContainerCommand web ls -WhatIf; 'x' | Invoke-ContainerCommand web cat -WhatIf").Succeeded();

        Assert.Empty(Changes());
    }
}
