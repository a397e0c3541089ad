using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine.Tests;

/// <summary>A plain HTTP client on the engine's socket.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    private readonly string _socket;

    public EngineClient(FakeDockerEngine engine)
    {
        _socket = engine.SocketPath;
        Http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, stop) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(engine.SocketPath), stop);
                return new NetworkStream(socket, ownsSocket: true);
            },
        })
        {
            BaseAddress = new Uri("http://docker"),
            Timeout = TimeSpan.FromSeconds(10),
        };
    }

    public HttpClient Http { get; }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode} {body}");
        return JsonNode.Parse(body)!;
    }

    /// <summary>The status and the body, or the message of an error.</summary>
    public async Task<(HttpStatusCode Status, JsonNode? Body, string? Message)> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var body = text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null;
        return (response.StatusCode, body, (body as JsonObject)?["message"]?.GetValue<string>());
    }

    public Task<(HttpStatusCode Status, JsonNode? Body, string? Message)> PostAsync(string path, string? json = null) =>
        SendAsync(HttpMethod.Post, path, json);

    public Task<(HttpStatusCode Status, JsonNode? Body, string? Message)> DeleteAsync(string path) =>
        SendAsync(HttpMethod.Delete, path);

    public async Task<string> CreateAsync(string name, string json)
    {
        var (status, body, message) = await PostAsync($"/containers/create?name={name}", json);
        Assert.True(status == HttpStatusCode.Created, message);
        return body!["Id"]!.GetValue<string>();
    }

    /// <summary>Asks for an upgrade and hands over the raw stream behind the answer's head.</summary>
    public async Task<(NetworkStream Stream, string Head)> UpgradeAsync(string path, string? json = null)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_socket));
        var stream = new NetworkStream(socket, ownsSocket: true);
        var body = json ?? "";
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST {path} HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            Assert.Equal(1, await stream.ReadAsync(one));
            head.Append((char)one[0]);
        }

        return (stream, head.ToString());
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return ValueTask.CompletedTask;
    }
}
