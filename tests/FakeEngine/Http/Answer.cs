using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>What the engine has to say to a call.</summary>
internal abstract class Answer
{
    public static Answer NoContent { get; } = new BytesAnswer(204, null, []);

    public static Answer Empty { get; } = new BytesAnswer(200, null, []);

    public static Answer Created { get; } = new BytesAnswer(201, null, []);

    public static Answer Json(JsonNode? body, int status = 200) => new BytesAnswer(status, "application/json", EngineJson.Bytes(body));

    public static Answer Error(EngineError error) =>
        error.Status == 304
            ? new BytesAnswer(304, null, [])
            : Json(new JsonObject { ["message"] = error.Message }, error.Status);

    public static Answer Bytes(string contentType, byte[] body, params ReadOnlySpan<(string Name, string Value)> headers) =>
        new BytesAnswer(200, contentType, body, headers);

    /// <summary>An answer that is written while it comes about.</summary>
    public static Answer Stream(string contentType, Func<Stream, CancellationToken, Task> write) => new StreamAnswer(contentType, write);

    /// <summary>An answer that takes the connection over.</summary>
    public static Answer Hijack(string contentType, Func<Stream, CancellationToken, Task> talk) => new HijackAnswer(contentType, talk);

    public abstract Task SendAsync(Call call);

    /// <summary>Lets everything happen that sending would make happen, without sending.</summary>
    public virtual Task DiscardAsync(Call call) => Task.CompletedTask;
}
