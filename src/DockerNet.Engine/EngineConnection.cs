using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Docker.DotNet;
using DockerNet.Engine.Transport;

namespace DockerNet.Engine;

/// <summary>The one connection of this process to one engine: its pool of connections, the API version settled on, and the
/// translation of everything that can go wrong into <see cref="DockerNetException"/>.</summary>
internal sealed class EngineConnection
{
    /// <summary>The API versions that DockerNet is written for: 20.10's and the one Docker.DotNet's models come from.</summary>
    internal static readonly Version Oldest = new(1, 41);
    internal static readonly Version Newest = new(1, 54);

    private static readonly ConcurrentDictionary<EngineEndpoint, Lazy<Task<EngineConnection>>> Open = new();

    private readonly HttpClient _http;
    private readonly DockerClient _client;

    private EngineConnection(EngineEndpoint endpoint, HttpMessageHandler handler, Version apiVersion, Version maxApiVersion, Version minApiVersion, string engineVersion, bool isPodman)
    {
        Endpoint = endpoint;
        ApiVersion = apiVersion;
        MaxApiVersion = maxApiVersion;
        MinApiVersion = minApiVersion;
        EngineVersion = engineVersion;
        IsPodman = isPodman;
        _http = Http(handler, new Uri(EngineHandlerFactory.RequestBase, $"v{apiVersion}/"));
        var transport = new EngineHandlerFactory(handler);
        _client = new DockerClientBuilder()
            .WithEndpoint(endpoint.Address)
            .WithApiVersion(apiVersion)
            .WithTimeout(Timeout.InfiniteTimeSpan)
            .WithTransportOptions(transport, transport)
            .Build();
    }

    public EngineEndpoint Endpoint { get; }

    public string Name => Endpoint.Name;

    /// <summary>The API version that all requests name.</summary>
    public Version ApiVersion { get; }

    public Version MaxApiVersion { get; }

    public Version MinApiVersion { get; }

    public string EngineVersion { get; }

    /// <summary>Whether it is Podman's Docker-compatible socket: what that does otherwise than it says must be known.</summary>
    public bool IsPodman { get; }

    /// <summary>How long the engine may take for a call that is no stream and waits for nothing.</summary>
    public TimeSpan Patience { get; internal set; } = TimeSpan.FromSeconds(100);

    /// <summary>Whether the engine speaks at least this version of the API.</summary>
    public bool Speaks(int major, int minor) => ApiVersion >= new Version(major, minor);

    /// <summary>The connection to an engine: the one that is open, else a new one.</summary>
    /// <param name="engine">An address or a context's name; null for the default.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DockerNetException">The engine cannot be reached, or speaks no version that DockerNet speaks.</exception>
    public static async Task<EngineConnection> GetAsync(string? engine, CancellationToken cancellationToken)
    {
        var endpoint = EndpointDiscovery.Resolve(engine);
        var attempt = Open.GetOrAdd(endpoint, _ => new(() => NegotiateAsync(endpoint)));
        try
        {
            return await attempt.Value.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException)
        {
            // A failure is not kept: the next call tries again.
            Open.TryRemove(new(endpoint, attempt));
            throw;
        }
    }

    /// <summary>Makes one call and translates its failure.</summary>
    /// <param name="call">The call.</param>
    /// <param name="kind">The <see cref="ResourceKind"/> that a 404 speaks of.</param>
    /// <param name="target">The object asked for.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <param name="patience">How long the engine may take; null for <see cref="Patience"/>.</param>
    public async Task<T> CallAsync<T>(
        Func<DockerClient, CancellationToken, Task<T>> call,
        string kind,
        object? target,
        CancellationToken cancellationToken,
        TimeSpan? patience = null)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var limit = patience ?? Patience;
        limited.CancelAfter(limit);
        try
        {
            return await call(_client, limited.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (EngineFailure.Translate(e, this, kind, target, limit, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc cref="CallAsync{T}"/>
    public Task CallAsync(
        Func<DockerClient, CancellationToken, Task> call,
        string kind,
        object? target,
        CancellationToken cancellationToken,
        TimeSpan? patience = null) => CallAsync(
            async (client, token) =>
            {
                await call(client, token).ConfigureAwait(false);
                return true;
            },
            kind,
            target,
            cancellationToken,
            patience);

    /// <summary>Asks for JSON that Docker.DotNet's models would cut: newer or older fields stay.</summary>
    /// <param name="path">The path below the version, escaped, with its query.</param>
    /// <inheritdoc cref="CallAsync{T}"/>
    public Task<JsonNode> GetJsonAsync(string path, string kind, object? target, CancellationToken cancellationToken) =>
        SendJsonAsync(HttpMethod.Get, path, null, kind, target, cancellationToken);

    /// <summary>Posts JSON that Docker.DotNet's models cannot say, and gives the answer, or null for an empty one.</summary>
    /// <inheritdoc cref="GetJsonAsync"/>
    public async Task<JsonNode> SendJsonAsync(HttpMethod method, string path, JsonNode? body, string kind, object? target, CancellationToken cancellationToken, TimeSpan? patience = null, string? registryAuth = null)
    {
        return await CallAsync(
            async (_, token) =>
            {
                using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
                if (registryAuth is not null)
                {
                    request.Headers.Add(RegistryCredential.HeaderName, registryAuth);
                }

                using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseContentRead, token).ConfigureAwait(false);
                var text = await response.Content.ReadAsStringAsync(token).ConfigureAwait(false);
                if (!response.IsSuccessStatusCode)
                {
                    throw new DockerApiException(response.StatusCode, text);
                }

                // Podman says "OK" in plain text where Docker says nothing.
                var isBare = text.Length == 0 || (method != HttpMethod.Get && response.Content.Headers.ContentType?.MediaType is "text/plain");
                return isBare ? new JsonObject() : JsonNode.Parse(text)!;
            },
            kind,
            target,
            cancellationToken,
            patience).ConfigureAwait(false);
    }

    /// <summary>Sends a request whose answer is a stream; the caller disposes the response. The wait for the answer's head is not limited.</summary>
    /// <inheritdoc cref="GetJsonAsync"/>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, string kind, object? target, CancellationToken cancellationToken)
    {
        try
        {
            var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode || response.StatusCode is HttpStatusCode.SwitchingProtocols)
            {
                return response;
            }

            using (response)
            {
                throw new DockerApiException(response.StatusCode, await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        catch (Exception e) when (EngineFailure.Translate(e, this, kind, target, Timeout.InfiniteTimeSpan, cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Posts JSON and takes the connection over as a raw stream, as attach and exec do; the caller disposes it.</summary>
    /// <inheritdoc cref="GetJsonAsync"/>
    public async Task<EngineStream> UpgradeAsync(string path, JsonNode? body, string kind, object? target, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("tcp"));
        var response = await SendAsync(request, kind, target, cancellationToken).ConfigureAwait(false);
        if (response.Content is UpgradedContent upgraded)
        {
            return upgraded.Connection;
        }

        response.Dispose();
        throw EngineError.Fault("The engine did not switch to a raw stream.", target);
    }

    /// <summary>Passes on the items of a stream and translates the failure that ends it.</summary>
    /// <inheritdoc cref="GetJsonAsync"/>
    public async IAsyncEnumerable<T> ReadAsync<T>(IAsyncEnumerable<T> source, string kind, object? target, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var items = source.GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            try
            {
                if (!await items.MoveNextAsync().ConfigureAwait(false))
                {
                    break;
                }
            }
            catch (Exception e) when (EngineFailure.Translate(e, this, kind, target, Timeout.InfiniteTimeSpan, cancellationToken) is { } failure)
            {
                throw failure;
            }

            yield return items.Current;
        }
    }

    private static async Task<EngineConnection> NegotiateAsync(EngineEndpoint endpoint)
    {
        var handler = new EngineHandler(new EngineDialer(endpoint));
        try
        {
            using var http = Http(handler, EngineHandlerFactory.RequestBase);
            // An engine that accepts and never answers is no better than one that does not accept.
            using var patience = new CancellationTokenSource(EngineDialer.ConnectTimeout);
            using var answer = await http.GetAsync(new Uri("version", UriKind.Relative), patience.Token).ConfigureAwait(false);
            if (!answer.IsSuccessStatusCode)
            {
                // What it says may be the reason: an engine with TLS tells that plain HTTP is not spoken.
                var words = EngineFailure.Words(await answer.Content.ReadAsStringAsync(patience.Token).ConfigureAwait(false));
                throw EngineError.Unavailable(endpoint.Name, $"it answers HTTP {(int)answer.StatusCode}: {words.Split('\n')[0]}");
            }

            var version = await answer.Content.ReadFromJsonAsync<JsonElement>(patience.Token).ConfigureAwait(false);
            var max = Spoken(version, "ApiVersion") ?? throw EngineError.Unavailable(endpoint.Name, "what answers there is no Docker Engine.");
            var min = Spoken(version, "MinAPIVersion") ?? new Version(1, 12);
            if (max < Oldest || min > Newest)
            {
                throw EngineError.VersionUnsupported(endpoint.Name, $"{min} to {max}", $"{Oldest} to {Newest}");
            }

            return new(endpoint, handler, max < Newest ? max : Newest, max, min, version.GetProperty("Version").GetString() ?? "", IsOfPodman(version));
        }
        catch (Exception e)
        {
            handler.Dispose();
            throw EngineFailure.TranslateConnect(e, endpoint.Name, EngineDialer.ConnectTimeout);
        }
    }

    private static bool IsOfPodman(JsonElement version) =>
        version.TryGetProperty("Components", out var components) && components.ValueKind is JsonValueKind.Array
        && components.EnumerateArray().Any(component => component.Text("Name")?.StartsWith("Podman", StringComparison.Ordinal) is true);

    private static Version? Spoken(JsonElement version, string property) =>
        version.ValueKind is JsonValueKind.Object && version.TryGetProperty(property, out var value) && Version.TryParse(value.GetString(), out var parsed) ? parsed : null;

    private static HttpClient Http(HttpMessageHandler handler, Uri baseAddress) =>
        new(handler, disposeHandler: false) { BaseAddress = baseAddress, Timeout = Timeout.InfiniteTimeSpan };
}
