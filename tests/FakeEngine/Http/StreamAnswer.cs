namespace DockerNet.FakeEngine;

/// <summary>An answer in chunks, sent as they come.</summary>
internal sealed class StreamAnswer(string contentType, Func<Stream, CancellationToken, Task> write) : Answer
{
    public override async Task SendAsync(Call call)
    {
        call.Http.Response.ContentType = contentType;
        await call.Http.Response.Body.FlushAsync(call.Stop);
        await write(call.Http.Response.Body, call.Stop);
    }

    public override Task DiscardAsync(Call call) => write(System.IO.Stream.Null, call.Stop);
}
