using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using DockerNet.Engine.Transport;

namespace DockerNet.Engine;

/// <summary>The sockets of an engine's host, where that is this machine: on Linux those of the engine's own network namespace, which is
/// another than ours for a rootless engine or one in a container.</summary>
internal static partial class HostListeners
{
    private const string ListeningState = "0A";
    private const int SolSocket = 1;
    private const int SoPeerCred = 17;

    /// <summary>The sockets; none for a remote engine.</summary>
    public static IReadOnlyList<HostListener> Of(EngineEndpoint endpoint)
    {
        if (!endpoint.IsLocal)
        {
            return [];
        }

        return OperatingSystem.IsLinux() ? OfKernel(endpoint) : OfSystem();
    }

    /// <summary>The process that has a socket, and the container that it runs in; null where none may be seen.</summary>
    public static (int Id, string Name, string? ContainerId)? ProcessOf(HostListener listener)
    {
        if (listener.Inode == 0)
        {
            return null;
        }

        var socket = string.Create(CultureInfo.InvariantCulture, $"socket:[{listener.Inode}]");
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && Holds(folder, socket))
            {
                return (id, Read(Path.Combine(folder, "comm")).Trim(), ContainerId().Match(Read(Path.Combine(folder, "cgroup"))) is { Success: true } match ? match.Value : null);
            }
        }

        return null;
    }

    private static bool Holds(string folder, string socket)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(folder, "fd")).Any(file => new FileInfo(file).LinkTarget == socket);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended, or is somebody else's.
            return false;
        }
    }

    private static List<HostListener> OfKernel(EngineEndpoint endpoint)
    {
        var process = EngineProcess(endpoint);
        var folder = process is { } id && Directory.Exists(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/net")) ? string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/net") : "/proc/self/net";
        var listeners = new List<HostListener>();
        foreach (var (table, protocol) in new[] { ("tcp", "tcp"), ("tcp6", "tcp"), ("udp", "udp"), ("udp6", "udp") })
        {
            listeners.AddRange(Read(Path.Combine(folder, table)).Split('\n').Skip(1).Select(line => Listener(line, protocol)).OfType<HostListener>());
        }

        return listeners;
    }

    /// <summary>The process at the other end of the socket: the engine, or who opened the socket for it.</summary>
    private static int? EngineProcess(EngineEndpoint endpoint)
    {
        if (endpoint.Address.Scheme is not "unix")
        {
            return null;
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(endpoint.Address.LocalPath));
            Span<byte> credentials = stackalloc byte[12];
            socket.GetRawSocketOption(SolSocket, SoPeerCred, credentials);
            return BitConverter.ToInt32(credentials) is > 0 and var id ? id : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>A line of /proc/net/tcp and its like. Source: the kernel's Documentation/networking/proc_net_tcp.</summary>
    private static HostListener? Listener(string line, string protocol)
    {
        var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 10 || (protocol is "tcp" && fields[3] != ListeningState))
        {
            return null;
        }

        var local = fields[1].Split(':');
        return new(Address(local[0]), int.Parse(local[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture), protocol, long.Parse(fields[9], CultureInfo.InvariantCulture));
    }

    private static IPAddress Address(string hex)
    {
        // Words of the host's order, in hexadecimal digits.
        var bytes = Convert.FromHexString(hex);
        for (var i = 0; BitConverter.IsLittleEndian && i < bytes.Length; i += sizeof(uint))
        {
            bytes.AsSpan(i, sizeof(uint)).Reverse();
        }

        return new(bytes);
    }

    private static List<HostListener> OfSystem()
    {
        var properties = IPGlobalProperties.GetIPGlobalProperties();
        return
        [
            .. properties.GetActiveTcpListeners().Select(point => new HostListener(point.Address, point.Port, "tcp", 0)),
            .. properties.GetActiveUdpListeners().Select(point => new HostListener(point.Address, point.Port, "udp", 0)),
        ];
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex("[0-9a-f]{64}")]
    private static partial Regex ContainerId();
}
