using System.Buffers.Binary;
using System.Net.Sockets;

namespace DockerNet.Engine;

/// <summary>The network interfaces that an engine on this machine sees: those of its own network namespace, which need not be ours.</summary>
internal static class HostInterfaces
{
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>The names; null where they cannot be known from here (another machine, a virtual one, not enough rights).</summary>
    public static async Task<IReadOnlyList<string>?> OfAsync(EngineConnection engine, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux() || engine.Endpoint.Address.Scheme is not "unix")
        {
            return null;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(engine.Endpoint.Address.LocalPath), cancellationToken).ConfigureAwait(false);
            var credentials = new byte[12];
            socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
            var process = BinaryPrimitives.ReadInt32LittleEndian(credentials);
            var name = (await File.ReadAllTextAsync($"/proc/{process}/comm", cancellationToken).ConfigureAwait(false)).Trim();
            // What listens is the engine, or systemd for it; anything else may stand before an engine that is elsewhere.
            if (name is not ("dockerd" or "systemd"))
            {
                return null;
            }

            var lines = await File.ReadAllLinesAsync($"/proc/{process}/net/dev", cancellationToken).ConfigureAwait(false);
            return [.. lines.Skip(2).Select(line => line.Split(':')[0].Trim())];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SocketException)
        {
            return null;
        }
    }
}
