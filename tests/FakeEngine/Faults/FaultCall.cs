using Microsoft.AspNetCore.Http;

namespace DockerNet.FakeEngine;

/// <summary>A call as a fault sees it, with the answer it would get.</summary>
internal sealed class FaultCall(Call call, Func<Task<Answer>> handle)
{
    public Call Call { get; } = call;

    public HttpContext Http => Call.Http;

    /// <summary>Does what was asked for, and says what would be answered.</summary>
    public Task<Answer> HandleAsync() => handle();

    /// <summary>Does what was asked for, and answers.</summary>
    public async Task AnswerAsync() => await (await handle()).SendAsync(Call);
}
