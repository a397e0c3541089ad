using System.Text;
using Microsoft.AspNetCore.Http;

namespace DockerNet.FakeEngine;

/// <summary>Something that goes wrong instead of, before, during or after an answer.</summary>
public sealed class Fault
{
    private readonly Func<FaultCall, Task> _strike;

    private Fault(Func<FaultCall, Task> strike)
    {
        _strike = strike;
    }

    internal Task StrikeAsync(FaultCall call) => _strike(call);

    /// <summary>The engine refuses, with its own kind of error body; nothing is changed.</summary>
    public static Fault Status(int status, string message) =>
        new(call => Answer.Error(new EngineError(status, message)).SendAsync(call.Call));

    /// <summary>The connection ends before a byte of an answer. A client may silently repeat a request without a body on a kept-alive connection.</summary>
    public static Fault Drop() => new(call =>
    {
        call.Call.Connection.Drop();
        return Task.CompletedTask;
    });

    /// <summary>The connection ends within the status line, before the status: an answer had begun, so no client repeats the request by itself.</summary>
    public static Fault DropInHead() => new(async call =>
    {
        await call.Call.Connection.Output.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1."));
        call.Call.Connection.Drop();
    });

    /// <summary>The change is made and answered, but the connection ends after so many bytes of the body.</summary>
    public static Fault DropAfter(int bytes) => new(async call =>
    {
        var body = call.Http.Response.Body;
        await using var limited = new LimitedStream(body, bytes);
        call.Http.Response.Body = limited;
        call.Call.Shape = stream => new LimitedStream(stream, bytes);
        try
        {
            await call.AnswerAsync();
        }
        catch (LimitedStream.EndedException)
        {
            // That is the fault.
        }

        await body.FlushAsync();
        call.Call.Connection.Drop();
    });

    /// <summary>The change is made, then the connection ends: the client cannot know.</summary>
    public static Fault DropAfterEffect() => new(async call =>
    {
        await (await call.HandleAsync()).DiscardAsync(call.Call);
        call.Call.Connection.Drop();
    });

    /// <summary>Nothing is done or answered until the client leaves.</summary>
    public static Fault Hang() => new(call => Task.Delay(Timeout.InfiniteTimeSpan, call.Call.Stop));

    /// <summary>The change is made, but nothing is answered until the client leaves.</summary>
    public static Fault HangAfterEffect() => new(async call =>
    {
        await (await call.HandleAsync()).DiscardAsync(call.Call);
        await Task.Delay(Timeout.InfiniteTimeSpan, call.Call.Stop);
    });

    /// <summary>The answer comes late.</summary>
    public static Fault Delay(TimeSpan delay) => new(async call =>
    {
        await Task.Delay(delay, call.Call.Stop);
        await call.AnswerAsync();
    });

    /// <summary>The answer is a success, but not JSON; nothing is changed.</summary>
    public static Fault Garbage() => Body("application/json", "<html>this is {not json\0\u0001");

    /// <summary>The answer is a success with this body; nothing is changed.</summary>
    public static Fault Body(string contentType, string body) =>
        new(call => Answer.Bytes(contentType, Encoding.UTF8.GetBytes(body)).SendAsync(call.Call));

    /// <summary>The answer does not even look like HTTP.</summary>
    public static Fault NotHttp() => new(async call =>
    {
        await call.Call.Connection.Output.WriteAsync(Encoding.ASCII.GetBytes("SSH-2.0-OpenSSH_9.6\r\n\r\n"));
        call.Call.Connection.Drop();
    });

    /// <summary>Anything else.</summary>
    public static Fault Callback(Func<HttpContext, Task> callback) => new(call => callback(call.Http));

    /// <summary>Runs something first, then answers as usual: to change the engine between two calls of a client.</summary>
    public static Fault Before(Action action) => new(async call =>
    {
        action();
        await call.AnswerAsync();
    });
}
