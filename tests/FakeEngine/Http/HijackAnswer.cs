using System.Text;

namespace DockerNet.FakeEngine;

/// <summary>Ends HTTP on the connection: 101 where the client asked for an upgrade, a bare 200 where it did not, then raw bytes both ways.</summary>
internal sealed class HijackAnswer(string contentType, Func<Stream, CancellationToken, Task> talk) : Answer
{
    public override async Task SendAsync(Call call)
    {
        await using var stream = call.Connection.Hijack();
        var head = call.Http.Request.Headers.Upgrade.Count > 0
            ? $"HTTP/1.1 101 UPGRADED\r\nContent-Type: {contentType}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
            : $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\n\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head), call.Stop);
        await talk(call.Shape(stream), call.Stop);
    }
}
