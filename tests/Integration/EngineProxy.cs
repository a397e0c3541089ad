using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace DockerNet.Integration;

/// <summary>A socket in front of an engine's, which passes every request on, one for each connection, and has one of those that change
/// something fail.</summary>
internal sealed class EngineProxy : IDisposable
{
    private readonly string _engine;
    private readonly string _folder = Directory.CreateTempSubdirectory("proxy").FullName;
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly CancellationTokenSource _ended = new();
    private readonly Lock _sync = new();
    private TaskCompletionSource<string> _struck = new();
    private ProxyFault? _fault;
    private int _left;
    private bool _dead;

    public EngineProxy(string engine)
    {
        _engine = engine["unix://".Length..];
        var path = Path.Combine(_folder, "docker.sock");
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        Address = $"unix://{path}";
        _ = Task.Run(AcceptAsync);
    }

    public string Address { get; }

    /// <summary>Ends, with the call, once the fault has struck.</summary>
    public Task<string> Struck => _struck.Task;

    /// <summary>Has a call fail.</summary>
    /// <param name="call">Its number among those that change something, from 0.</param>
    /// <param name="fault">How.</param>
    public void Arm(int call, ProxyFault fault)
    {
        lock (_sync)
        {
            (_left, _fault, _struck, _dead) = (call, fault, new(TaskCreationOptions.RunContinuationsAsynchronously), false);
        }
    }

    /// <summary>Passes everything on again.</summary>
    public void Disarm()
    {
        lock (_sync)
        {
            (_fault, _dead) = (null, false);
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        _listener.Dispose();
        Directory.Delete(_folder, recursive: true);
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            var client = await _listener.AcceptAsync(_ended.Token);
            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var from = new NetworkStream(client, ownsSocket: true);
        try
        {
            var (head, body) = await ReadAsync(from);
            var fault = Due(head.Split("\r\n")[0]);
            if (fault is ProxyFault.Refused)
            {
                await from.WriteAsync("HTTP/1.1 500 Internal Server Error\r\nContent-Type: application/json\r\nContent-Length: 16\r\nConnection: close\r\n\r\n{\"message\":\"no\"}"u8.ToArray());
            }
            else if (fault is not (ProxyFault.Dropped or ProxyFault.Dead))
            {
                await PassAsync(from, head, body, fault is null ? from : Stream.Null);
            }

            if (fault is ProxyFault.HangsAfterEffect)
            {
                // Until the client leaves.
                await from.CopyToAsync(Stream.Null, _ended.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
        {
            // One of the two left.
        }
    }

    /// <summary>What is to become of a request.</summary>
    private ProxyFault? Due(string line)
    {
        lock (_sync)
        {
            if (_dead)
            {
                return ProxyFault.Dead;
            }

            if (_fault is not { } fault || line.StartsWith("GET ", StringComparison.Ordinal) || line.StartsWith("HEAD ", StringComparison.Ordinal) || _left-- > 0)
            {
                return null;
            }

            _fault = null;
            _dead = fault is ProxyFault.Dead or ProxyFault.DeadAfterEffect;
            _struck.SetResult(line);
            return fault;
        }
    }

    private async Task PassAsync(Stream from, string head, byte[] body, Stream answers)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_engine), _ended.Token);
        await using var to = new NetworkStream(socket);
        var lines = head.Split("\r\n").Where(line => !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase));
        // At once: an engine that has all it needs answers and closes.
        byte[] request = [.. Encoding.ASCII.GetBytes(string.Join("\r\n", lines.Append("Connection: close")) + "\r\n\r\n"), .. body];
        await to.WriteAsync(request);
        await to.CopyToAsync(answers, _ended.Token);
    }

    /// <summary>A request: its head without the empty line, and its body as it came.</summary>
    private static async Task<(string Head, byte[] Body)> ReadAsync(Stream stream)
    {
        var head = await ReadToAsync(stream, "\r\n\r\n");
        var fields = head.Split("\r\n").Skip(1).Select(line => line.Split(": ", 2)).Where(field => field.Length == 2).ToLookup(field => field[0], field => field[1], StringComparer.OrdinalIgnoreCase);
        if (fields["Transfer-Encoding"].Contains("chunked"))
        {
            var body = new List<byte>();
            while (true)
            {
                var size = await ReadToAsync(stream, "\r\n");
                var chunk = new byte[int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) + 2];
                await stream.ReadExactlyAsync(chunk);
                body.AddRange([.. Encoding.ASCII.GetBytes($"{size}\r\n"), .. chunk]);
                if (chunk.Length == 2)
                {
                    return (head, [.. body]);
                }
            }
        }

        var fixedBody = new byte[fields["Content-Length"].Select(length => int.Parse(length, CultureInfo.InvariantCulture)).FirstOrDefault()];
        await stream.ReadExactlyAsync(fixedBody);
        return (head, fixedBody);
    }

    private static async Task<string> ReadToAsync(Stream stream, string end)
    {
        var (text, one) = (new StringBuilder(), new byte[1]);
        while (text.Length < end.Length || text.ToString(text.Length - end.Length, end.Length) != end)
        {
            await stream.ReadExactlyAsync(one);
            text.Append((char)one[0]);
        }

        return text.ToString(0, text.Length - end.Length);
    }
}
