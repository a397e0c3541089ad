using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace DockerNet.FakeEngine;

/// <summary>
/// A client's connection, between the socket and the HTTP server. It can be dropped at any byte, or taken over from HTTP;
/// once taken over, a client that only ends its own direction is not taken for one that left.
/// </summary>
internal sealed class EngineConnection : ConnectionContext, IDuplexPipe
{
    private readonly ConnectionContext _inner;
    private readonly CancellationTokenSource _closed = new();
    private readonly CuttableWriter _output;
    private readonly CancellationTokenRegistration _registration;
    private volatile bool _hijacked;
    private volatile bool _disposed;

    public EngineConnection(ConnectionContext inner)
    {
        _inner = inner;
        _output = new CuttableWriter(inner.Transport.Output);
        Input = inner.Transport.Input;
        Transport = this;
        ConnectionClosed = _closed.Token;
        _registration = inner.ConnectionClosed.Register(static state =>
        {
            var connection = (EngineConnection)state!;
            if (connection._hijacked)
            {
                _ = connection.WatchAsync();
            }
            else
            {
                connection._closed.Cancel();
            }
        }, this);
        inner.Features.Set(this);
    }

    public PipeReader Input { get; }

    public PipeWriter Output => _output;

    public override IDuplexPipe Transport { get; set; }

    public override string ConnectionId { get => _inner.ConnectionId; set => _inner.ConnectionId = value; }

    public override IFeatureCollection Features => _inner.Features;

    public override IDictionary<object, object?> Items { get => _inner.Items; set => _inner.Items = value; }

    public override CancellationToken ConnectionClosed { get; set; }

    public override EndPoint? LocalEndPoint { get => _inner.LocalEndPoint; set => _inner.LocalEndPoint = value; }

    public override EndPoint? RemoteEndPoint { get => _inner.RemoteEndPoint; set => _inner.RemoteEndPoint = value; }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        // A connection that was dropped ends by itself once everything is sent; aborting it would lose that.
        if (!_output.IsCut)
        {
            _inner.Abort(abortReason);
        }
    }

    /// <summary>Ends the connection: what was flushed arrives, nothing more.</summary>
    public void Drop() => _output.Cut();

    /// <summary>Takes the connection over from the HTTP server.</summary>
    public HijackedStream Hijack()
    {
        _hijacked = true;
        return new HijackedStream(this);
    }

    public override async ValueTask DisposeAsync()
    {
        await _registration.DisposeAsync();
        _disposed = true;
        _closed.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Tells a client that ended its direction from one that left, as far as a socket can: sending nothing fails once the peer is gone.</summary>
    private async Task WatchAsync()
    {
        var socket = Features.Get<IConnectionSocketFeature>()?.Socket;
        while (socket is { AddressFamily: AddressFamily.Unix } && !_disposed)
        {
            try
            {
                socket.Send(ReadOnlySpan<byte>.Empty);
                await Task.Delay(20);
            }
            catch (SocketException)
            {
                await _closed.CancelAsync();
                return;
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
