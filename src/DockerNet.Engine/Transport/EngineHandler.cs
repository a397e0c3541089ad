using System.Diagnostics;
using System.Net;

namespace DockerNet.Engine.Transport;

/// <summary>Sends requests over the pool, attach and exec over a connection of their own, and tells each call to whoever listens.</summary>
internal sealed class EngineHandler : DelegatingHandler
{
    /// <summary>Shorter than the engine's own patience would be, so that a stale connection is not picked up.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(2);

    private readonly EngineDialer _dialer;

    public EngineHandler(EngineDialer dialer)
        : base(Pool(async cancellationToken => await dialer.DialAsync(cancellationToken).ConfigureAwait(false))) => _dialer = dialer;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            var response = request.Headers.Upgrade.Count > 0
                ? await UpgradeAsync(request, cancellationToken).ConfigureAwait(false)
                : await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            EngineCallTrace.Tell(request, ((int)response.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture), Stopwatch.GetElapsedTime(started));
            return response;
        }
        catch (Exception e) when (Tell(e))
        {
            throw;
        }

        bool Tell(Exception e)
        {
            EngineCallTrace.Tell(request, e.GetType().Name, Stopwatch.GetElapsedTime(started));
            return false;
        }
    }

    private async Task<HttpResponseMessage> UpgradeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        EngineStream? connection = null;
        var pool = Pool(async token => connection = await _dialer.DialAsync(token).ConfigureAwait(false));
        using var invoker = new HttpMessageInvoker(pool, disposeHandler: false);
        var response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode && response.StatusCode is not HttpStatusCode.SwitchingProtocols)
        {
            // A refusal: its connection serves nobody else.
            await response.Content.LoadIntoBufferAsync().ConfigureAwait(false);
            pool.Dispose();
        }

        if (response.StatusCode is HttpStatusCode.SwitchingProtocols)
        {
            response.Content = new UpgradedContent(connection!.Through(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false)));
        }

        return response;
    }

    private static SocketsHttpHandler Pool(Func<CancellationToken, Task<EngineStream>> dial) => new()
    {
        ConnectCallback = async (_, cancellationToken) => await dial(cancellationToken).ConfigureAwait(false),
        PooledConnectionIdleTimeout = IdleTimeout,
        PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        // A proxy of the environment is for the web, never between a client and its engine's socket.
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
    };
}
