using Docker.DotNet.Handler.Abstractions;
using Microsoft.Extensions.Logging;

namespace DockerNet.Engine.Transport;

/// <summary>DockerNet's transport for Docker.DotNet: one pool of kept-alive connections whatever they run over.</summary>
/// <remarks>The client's own transports open a new connection for every request over sockets and pipes, cannot cancel a
/// connect over TCP, and close both directions where only stdin ended; see the design's notes on Docker.DotNet.</remarks>
internal sealed class EngineHandlerFactory(HttpMessageHandler handler) : IDockerHandlerFactory<EngineHandlerFactory>
{
    /// <summary>The host part of every request: dialing does not look at it, and the engine asks only that there is one.</summary>
    public static readonly Uri RequestBase = new("http://docker/");

    public ResolvedTransport CreateHandler(EngineHandlerFactory transportOptions, ResolvedClientOptions clientOptions, ILogger logger) => new(handler, RequestBase);

    public ResolvedTransport CreateHandler(ResolvedClientOptions clientOptions, ILogger logger) => new(handler, RequestBase);

    public async Task<WriteClosableStream> HijackStreamAsync(HttpContent content) =>
        // An engine that answers 200 instead of switching protocols lets the output be read, but takes no input.
        content is UpgradedContent upgraded
            ? upgraded.Connection
            : new EngineStream(await content.ReadAsStreamAsync().ConfigureAwait(false), () => { });
}
