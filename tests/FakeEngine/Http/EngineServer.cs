using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;

namespace DockerNet.FakeEngine;

/// <summary>Receives requests on the socket and on TCP, and sends each through recording, faults and routes.</summary>
internal sealed partial class EngineServer : IAsyncDisposable
{
    private readonly FakeDockerEngine _engine;
    private readonly WebApplication _host;
    private readonly IServer _server;
    private readonly Router _router = new();
    private readonly CancellationTokenSource _ending = new();
    private int _open;

    private EngineServer(FakeDockerEngine engine, string socket, TlsAuthority? authority)
    {
        _engine = engine;
        SystemRoutes.Map(_router);
        NetworkRoutes.Map(_router);
        VolumeRoutes.Map(_router);
        ContainerRoutes.Map(_router);
        ContainerStreamRoutes.Map(_router);
        ExecRoutes.Map(_router);
        ArchiveRoutes.Map(_router);
        ImageRoutes.Map(_router);
        SwarmRoutes.Map(_router);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = null;
            server.Limits.MinRequestBodyDataRate = null;
            server.Limits.MinResponseDataRate = null;
            server.ListenUnixSocket(socket, Accept);
            if (engine.Options.Tcp || engine.Options.Tls)
            {
                server.Listen(IPAddress.Loopback, 0, listen =>
                {
                    if (authority is not null)
                    {
                        listen.UseHttps(new HttpsConnectionAdapterOptions
                        {
                            ServerCertificate = authority.Server,
                            ClientCertificateMode = ClientCertificateMode.RequireCertificate,
                            ClientCertificateValidation = (certificate, _, _) => authority.Issued(certificate),
                        });
                    }

                    Accept(listen);
                });
            }
        });

        // Only the server is started, never the host around it, which would listen for the process's signals.
        _host = builder.Build();
        _server = _host.Services.GetRequiredService<IServer>();
    }

    public RequestLog Requests { get; } = new();

    public List<FaultScript> Faults { get; } = [];

    public List<(PathPattern Pattern, Answer Answer)> Recorded { get; } = [];

    public int OpenConnections => Volatile.Read(ref _open);

    public int Port => _server.Features.Get<IServerAddressesFeature>()!.Addresses
        .Where(address => address.Contains("://127.0.0.1:", StringComparison.Ordinal))
        .Select(address => new Uri(address).Port)
        .First();

    public static async Task<EngineServer> StartAsync(FakeDockerEngine engine, string socket, TlsAuthority? authority)
    {
        var server = new EngineServer(engine, socket, authority);
        await server._server.StartAsync(new EngineApplication(server.HandleAsync), CancellationToken.None);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _server.StopAsync(now.Token);
        await _host.DisposeAsync();
        _ending.Dispose();
    }

    private void Accept(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1;
        listen.Use(next => async connection =>
        {
            Interlocked.Increment(ref _open);
            try
            {
                await using var accepted = new EngineConnection(connection);
                await next(accepted);
            }
            finally
            {
                Interlocked.Decrement(ref _open);
            }
        });
    }

    private async Task HandleAsync(HttpContext http)
    {
        var (path, prefix) = Split(http.Request.Path.Value ?? "/");
        var request = new RecordedRequest(http, path, prefix, await ReadAsync(http));
        Requests.Add(request);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, _ending.Token);
        var left = false;
        try
        {
            Describe(http);
            if (_engine.Latency > TimeSpan.Zero)
            {
                await Task.Delay(_engine.Latency, stop.Token);
            }

            var version = ApiVersion.TryParse(prefix, out var asked) ? asked : _engine.ApiVersion;
            var call = new Call(http, _engine, path, version, request.RawBody.ToArray(), stop.Token);
            FaultScript? fault;
            lock (Faults)
            {
                fault = Faults.FirstOrDefault(script => script.Strikes(request));
            }

            if (fault is null)
            {
                await (await AnswerAsync(call)).SendAsync(call);
            }
            else
            {
                await fault.Fault.StrikeAsync(new FaultCall(call, () => AnswerAsync(call)));
            }
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or ConnectionAbortedException)
        {
            left = true;
            http.Abort();
        }
        finally
        {
            request.End(http.Response.HasStarted ? http.Response.StatusCode : 0, left || http.RequestAborted.IsCancellationRequested);
            Requests.Changed.Pulse();
        }
    }

    private async Task<Answer> AnswerAsync(Call call)
    {
        try
        {
            lock (Recorded)
            {
                foreach (var (pattern, answer) in Recorded)
                {
                    if (pattern.Matches(call.Http.Request.Method, call.Path))
                    {
                        return answer;
                    }
                }
            }

            if (call.Version > _engine.ApiVersion)
            {
                throw EngineError.Invalid($"client version {call.Version} is too new. Maximum supported API version is {_engine.ApiVersion}");
            }

            if (call.Version < _engine.MinApiVersion)
            {
                throw EngineError.Invalid($"client version {call.Version} is too old. Minimum supported API version is {_engine.MinApiVersion}, please upgrade your client to a newer version");
            }

            return await _router.RouteAsync(call);
        }
        catch (EngineError error)
        {
            return Answer.Error(error);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or IOException))
        {
            // A fault of the fake itself has to be seen where the test looks.
            return Answer.Error(EngineError.Internal($"the fake engine failed: {failure}"));
        }
    }

    private void Describe(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers["Api-Version"] = _engine.ApiVersion.ToString();
        headers["Docker-Experimental"] = "false";
        headers["Ostype"] = _engine.Options.Os;
        headers.Server = $"Docker/{_engine.EngineVersion} ({_engine.Options.Os})";
    }

    private static (string Path, string? Version) Split(string path) =>
        VersionPrefix().Match(path) is { Success: true } match
            ? (path[(match.Length - 1)..], match.Groups[1].Value)
            : (path, null);

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        // Before an upgrade the body would be the raw stream.
        if (http.Request.ContentLength is null or 0 && http.Request.Headers.TransferEncoding.Count == 0)
        {
            return [];
        }

        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }

    [GeneratedRegex(@"^/v(\d+\.\d+)/")]
    private static partial Regex VersionPrefix();
}
