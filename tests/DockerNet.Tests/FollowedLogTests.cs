using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>Engines before 23 may end a followed log before its last lines, when the container ends.</summary>
public sealed class FollowedLogTests : FakeEngineTest
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    /// <summary>The pieces of a log: when, from which stream, what. The times of the two streams are not in order.</summary>
    private static readonly Piece[] Before = [new(0, false, "old 1\n"), new(10, true, "old 2\n"), new(3000, false, "old 3\n")];

    private static readonly Piece[] After =
    [
        new(6000, false, "one\n"),
        new(6000, false, "the same moment\n"),
        new(6002, true, "error\n"),
        new(6001, false, "written later, of an earlier moment\n"),
        new(6003, false, "one\n"),
        new(6004, false, new string('x', 16384)),
        new(9000, true, "between two pieces of a line\n"),
        new(9001, false, new string('y', 16384)),
        new(9001, false, "end of the long line\n"),
        new(9002, true, "without an end"),
        new(9003, false, "last\n"),
    ];

    protected override FakeEngineOptions Options => new() { ApiVersion = "1.41" };

    public static TheoryData<int, int> Cuts()
    {
        var cuts = new TheoryData<int, int>();
        foreach (var tail in new[] { -1, 0, 1, 2, 5 })
        {
            for (var given = 0; given <= After.Length; given++)
            {
                cuts.Add(tail, given);
            }
        }

        return cuts;
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public void Wherever_the_engine_ends_the_stream_each_line_comes_once(int tail, int given)
    {
        var container = Engine.AddContainer("web");
        Write(container, Before);
        var shown = tail < 0 ? Before : [.. Before.TakeLast(tail)];
        Engine.Fail("GET", "/containers/*/logs", Fault.Callback(async http =>
        {
            Write(container, After);
            container.Exit();
            foreach (var piece in shown.Concat(After.Take(given)))
            {
                await http.Response.Body.WriteAsync(OutputLinesTests.Frame((byte)(piece.IsError ? 2 : 1), $"{piece.Time:yyyy-MM-ddTHH:mm:ss.fffffff}00Z {piece.Text}"));
            }
        })).When(request => request.Query["follow"] == "1");

        var lines = Session.Run($"Get-ContainerLog web -Follow {(tail < 0 ? "" : $"-Tail {tail}")}").Succeeded().Of<LogLine>();

        Assert.Equal(Lines(false), lines.Where(line => line.Stream is OutputStream.StandardOutput).Select(line => line.Text));
        Assert.Equal(Lines(true), lines.Where(line => line.Stream is OutputStream.StandardError).Select(line => line.Text));

        IEnumerable<string> Lines(bool isError) =>
            string.Concat(shown.Concat(After).Where(piece => piece.IsError == isError).Select(piece => piece.Text)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [Fact]
    public void A_container_that_is_gone_with_its_log_leaves_what_came_of_it()
    {
        var container = Engine.AddContainer("web");
        container.Log("one\nhalf");
        container.Exit();
        Engine.Fail("GET", "/containers/*/logs", Fault.Status(404, $"No such container: {container.Id}")).When(request => request.Query["follow"] == "0");

        Assert.Equal(["one", "half"], Session.Run("Get-ContainerLog web -Follow").Succeeded().Of<LogLine>().Select(line => line.Text));
    }

    [Fact]
    public void An_engine_that_ends_between_the_log_and_its_rest_is_one_error()
    {
        var container = Engine.AddContainer("web");
        container.Log("one\n");
        container.Exit();
        Engine.Fail("GET", "/containers/*/logs", Fault.Status(500, "shutting down")).When(request => request.Query["follow"] == "0");

        var result = Session.Run("Get-ContainerLog web -Follow");

        Assert.Equal("one", Assert.Single(result.Of<LogLine>()).Text);
        Assert.Equal("web", result.Failed("EngineFault").TargetObject);
    }

    private static void Write(FakeContainer container, IEnumerable<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            container.Log(piece.Text, piece.IsError, piece.Time);
        }
    }

    private sealed record Piece(int Milliseconds, bool IsError, string Text)
    {
        public DateTimeOffset Time => Start.AddMilliseconds(Milliseconds);
    }
}
