using Microsoft.AspNetCore.Http;

namespace DockerNet.FakeEngine;

/// <summary>A complete answer.</summary>
internal sealed class BytesAnswer(int status, string? contentType, byte[] body, params ReadOnlySpan<(string Name, string Value)> headers) : Answer
{
    private readonly (string Name, string Value)[] _headers = headers.ToArray();

    public override async Task SendAsync(Call call)
    {
        var response = call.Http.Response;
        response.StatusCode = status;
        foreach (var (name, value) in _headers)
        {
            response.Headers[name] = value;
        }

        if (status is 204 or 304)
        {
            return;
        }

        response.ContentType = contentType;
        response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(call.Http.Request.Method))
        {
            await response.Body.WriteAsync(body, call.Stop);
        }
    }
}
