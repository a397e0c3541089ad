using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using System.Text;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class ContainerLogTests : FakeEngineTest
{
    private const string FramedType = "application/vnd.docker.multiplexed-stream";

    [Fact]
    public void Ten_thousand_lines_come_in_order_whole_and_all_however_they_are_split()
    {
        Engine.AddContainer("web");
        var text = new StringBuilder();
        for (var i = 0; i < 10_000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"2026-01-02T03:04:05.{i:000000000}Z Zeile {i} äöü€🐳\n");
        }

        var frames = OutputLinesTests.Frames(1, Encoding.UTF8.GetBytes(text.ToString()), frameSize: 997);
        Engine.Fail("GET", "/containers/*/logs", Fault.Callback(async http =>
        {
            http.Response.ContentType = FramedType;
            foreach (var chunk in frames.Chunk(1021))
            {
                await http.Response.Body.WriteAsync(chunk);
            }
        }));

        var lines = Session.Run("Get-ContainerLog web").Succeeded().Of<LogLine>();

        Assert.Equal(Enumerable.Range(0, 10_000).Select(i => $"Zeile {i} äöü€🐳"), lines.Select(line => line.Text));
        Assert.Equal(9_999 / 100, lines[^1].Time!.Value.Ticks % TimeSpan.TicksPerSecond);
    }

    [Fact]
    public async Task Ctrl_C_ends_following_within_100_ms_and_leaves_no_request_behind()
    {
        var container = Engine.AddContainer("web");
        container.Log("first\n");
        var times = new List<TimeSpan>();
        // Three times: what else the machine does may delay one of them.
        for (var round = 0; round < 3; round++)
        {
            using var shell = Session.Start("Get-ContainerLog web -Follow -Tail 1");
            var output = new PSDataCollection<PSObject>();
            var running = Task.Run(() => shell.Invoke(null, output));
            SpinWait.SpinUntil(() => output.Count > 0, TimeSpan.FromSeconds(10));
            container.Log($"{round}\n");
            SpinWait.SpinUntil(() => output.Count > 1, TimeSpan.FromSeconds(10));

            var started = Stopwatch.GetTimestamp();
            await Task.Run(shell.Stop);
            times.Add(Stopwatch.GetElapsedTime(started));

            await running;
            Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
            Assert.Equal($"{round}", ((LogLine)output[1].BaseObject).Text);
            Assert.Empty(shell.Streams.Error);
        }

        Assert.True(times.Min() < TimeSpan.FromMilliseconds(100), $"It took {string.Join(", ", times)}.");
        await Engine.WaitForQuietAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task Taking_only_the_first_lines_ends_the_request()
    {
        var container = Engine.AddContainer("web");
        container.Log("a\nb\n");

        Assert.Equal("a", Session.Run("foreach ($line in Get-ContainerLog web) { $line; break }").Single<LogLine>().Text);

        await Engine.WaitForQuietAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void An_engine_that_dies_in_the_middle_is_one_error_after_the_lines_that_came()
    {
        Engine.AddContainer("web").Log("2 lines\nhalf a li");
        Engine.Fail("GET", "/containers/*/logs", Fault.DropAfter(8 + 31 + 12));

        var result = Session.Run("Get-ContainerLog web");

        Assert.Equal("2 lines", Assert.Single(result.Of<LogLine>()).Text);
        Assert.Equal("web", result.Failed("StreamBroken").TargetObject);
    }

    [Fact]
    public void Both_streams_are_told_apart_with_their_time()
    {
        var container = Engine.AddContainer("web");
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        container.Log("out\n", time: time);
        container.Log("err\n", isError: true, time);

        var lines = Session.Run("Get-ContainerLog web -Timestamps").Succeeded().Of<LogLine>();

        Assert.Equal([(OutputStream.StandardOutput, "out"), (OutputStream.StandardError, "err")], lines.Select(line => (line.Stream, line.Text)));
        Assert.All(lines, line => Assert.Equal(time.LocalDateTime, line.Time));
        Assert.Equal($"{time.LocalDateTime:yyyy-MM-ddTHH:mm:ss.fffffff} out", lines[0].ToString());
    }

    [Fact]
    public void Following_several_containers_gives_the_lines_of_all_and_one_that_fails_does_not_stop_the_others()
    {
        foreach (var name in new[] { "one", "two" })
        {
            var container = Engine.AddContainer(name);
            container.Log($"{name}\n");
            container.Exit();
        }

        Engine.AddContainer("broken", running: false);
        Engine.Fail("GET", $"/containers/{Engine.Container("broken").Id}/logs", Fault.Status(501, "configured logging driver does not support reading"));

        var result = Session.Run("Get-Container | Get-ContainerLog -Follow");

        Assert.Equal(["one", "two"], result.Of<LogLine>().Select(line => line.Text).Order());
        Assert.Equal("broken", result.Failed("NotSupportedByEngine").TargetObject);
    }

    [Fact]
    public void Conditions_reach_the_engine()
    {
        Engine.AddContainer("web");

        Session.Run("Get-ContainerLog web -Tail 5 -Since ([DateTimeOffset]::FromUnixTimeSeconds(100)) -Until 200.5").Succeeded();

        var query = Assert.Single(Engine.RequestsTo("GET", "/containers/*/logs")).Query;
        Assert.Equal(("5", "100.000000000", "200.500000000"), (query["tail"], query["since"], query["until"]));
    }
}
