using System.Buffers.Binary;
using System.Text;
using DockerNet.Engine;

namespace DockerNet.Tests;

public sealed class OutputLinesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(4096)]
    public async Task Lines_are_whole_however_frames_and_reads_split_them(int size)
    {
        const string Text = "first\nzweite Zeile: äöü€\n\n日本語のログ 🐳\r\nlast";
        var frames = Frames(1, Encoding.UTF8.GetBytes(Text), frameSize: size);

        var lines = await LinesAsync(new SplitStream(frames, size), framed: true);

        Assert.Equal(["first", "zweite Zeile: äöü€", "", "日本語のログ 🐳", "last"], lines.Select(line => line.Text));
    }

    [Fact]
    public async Task Interleaved_streams_do_not_mix()
    {
        byte[] frames = [.. Frame(1, "ou"), .. Frame(2, "er"), .. Frame(1, "t\nou"), .. Frame(2, "r\n"), .. Frame(1, "t2\n")];

        var lines = await LinesAsync(new MemoryStream(frames), framed: true);

        Assert.Equal([(OutputStream.StandardOutput, "out"), (OutputStream.StandardError, "err"), (OutputStream.StandardOutput, "out2")], lines.Select(line => (line.Stream, line.Text)));
    }

    [Fact]
    public async Task A_stream_that_ends_within_a_frame_is_broken_and_not_at_its_end()
    {
        var frames = Frame(1, "whole\nhalf a line")[..^3];

        var lines = new List<OutputLine>();
        await Assert.ThrowsAsync<EndOfStreamException>(async () =>
        {
            await foreach (var line in OutputLines.ReadAsync(OutputParts.ReadAsync(new MemoryStream(frames), framed: true, default), default))
            {
                lines.Add(line);
            }
        });

        Assert.Equal("whole", Assert.Single(lines).Text);
    }

    [Fact]
    public async Task The_engine_s_complaint_within_the_stream_is_an_error()
    {
        byte[] frames = [.. Frame(1, "a\n"), .. Frame(3, "Error grabbing logs: invalid character\n")];

        var failure = await Assert.ThrowsAsync<DockerNetException>(() => LinesAsync(new MemoryStream(frames), framed: true));

        Assert.Equal("EngineFault", failure.ErrorId);
        Assert.Equal("Error grabbing logs: invalid character", failure.Message);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_times_that_the_engine_puts_into_a_long_line_are_taken_out(bool framed)
    {
        var (long1, long2) = (new string('x', 16384), new string('y', 100));
        const string Time = "2026-01-02T03:04:05.123456789Z ";
        byte[] frames = framed
            ? [.. Frame(1, Time + long1), .. Frame(1, Time + long2 + "\n"), .. Frame(1, Time + "next\n")]
            : Encoding.UTF8.GetBytes(Time + long1 + Time + long2 + "\r\n" + Time + "next\r\n");

        var lines = new List<(DateTime? Time, string Text)>();
        await foreach (var line in OutputLines.ReadAsync(OutputParts.ReadAsync(new MemoryStream(frames), framed, default), timestamps: true, (_, time, text, _) => (time, text), default))
        {
            lines.Add(line);
        }

        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1234567).ToLocalTime();
        Assert.Equal([(time, long1 + long2), (time, "next")], lines);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z x", "2026-01-02T03:04:05Z", 21)]
    [InlineData("2026-01-02T03:04:05.5+08:00 x", "2026-01-01T19:04:05.5Z", 28)]
    [InlineData("2026-01-02T03:04:05.123456789Z x", "2026-01-02T03:04:05.1234567Z", 31)]
    public void A_time_is_read_to_the_tick(string line, string expected, int length)
    {
        Assert.True(LogTime.TryRead(Encoding.UTF8.GetBytes(line), out var time, out var read));
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture).UtcDateTime, time.ToUniversalTime());
        Assert.Equal(length, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-01-02 03:04:05Z x")]
    [InlineData("2026-13-02T03:04:05Z x")]
    [InlineData("2026-02-30T03:04:05Z x")]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("2026-01-02T03:04:05 hello world")]
    public void What_is_no_time_is_text(string line) => Assert.False(LogTime.TryRead(Encoding.UTF8.GetBytes(line), out _, out _));

    internal static byte[] Frame(byte kind, string text) => Frame(kind, Encoding.UTF8.GetBytes(text));

    internal static byte[] Frames(byte kind, byte[] bytes, int frameSize) => [.. bytes.Chunk(frameSize).SelectMany(chunk => Frame(kind, chunk))];

    private static byte[] Frame(byte kind, byte[] bytes)
    {
        var frame = new byte[8 + bytes.Length];
        frame[0] = kind;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(4), bytes.Length);
        bytes.CopyTo(frame.AsSpan(8));
        return frame;
    }

    private static async Task<List<OutputLine>> LinesAsync(Stream stream, bool framed)
    {
        var lines = new List<OutputLine>();
        await foreach (var line in OutputLines.ReadAsync(OutputParts.ReadAsync(stream, framed, default), default))
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>Gives at most so many bytes a read.</summary>
    private sealed class SplitStream(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(size, buffer.Length)], cancellationToken);
    }
}
