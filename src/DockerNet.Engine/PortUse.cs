using System.Net;
using System.Net.Sockets;

namespace DockerNet.Engine;

/// <summary>Who holds which ports of a host, at one moment.</summary>
/// <param name="containers">The engine's containers.</param>
/// <param name="listeners">The sockets of the host, where they may be seen.</param>
/// <param name="engine">The engine.</param>
internal sealed class PortUse(IReadOnlyList<Container> containers, IReadOnlyList<HostListener> listeners, string engine)
{
    /// <summary>Who holds a port.</summary>
    /// <param name="address">An address of the host; null for all.</param>
    /// <param name="port">The port.</param>
    /// <param name="protocol">The protocol.</param>
    public PortMappingTest Test(string? address, int port, string protocol)
    {
        var test = new PortMappingTest { HostAddress = address, HostPort = port, Protocol = protocol, Free = true, Engine = engine };
        if (Publisher(address, port, protocol) is { } binding)
        {
            return test with { Free = false, Container = binding.Container, ContainerId = binding.ContainerId, ContainerPort = binding.ContainerPort, NextFreePort = NextFree(address, port, protocol) };
        }

        if (Listener(address, port, protocol) is not { } listener)
        {
            return test;
        }

        var process = HostListeners.ProcessOf(listener);
        var container = process?.ContainerId is { } id ? containers.FirstOrDefault(candidate => candidate.Id == id) : null;
        return test with
        {
            Free = false,
            Process = process?.Name,
            ProcessId = process?.Id,
            Container = container?.Name,
            ContainerId = container?.Id,
            NextFreePort = NextFree(address, port, protocol),
        };
    }

    /// <summary>The next higher port that is free; null where there is none.</summary>
    public int? NextFree(string? address, int port, string protocol)
    {
        for (var next = port + 1; next <= ushort.MaxValue; next++)
        {
            if (IsFree(address, next, protocol))
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Whether nobody holds a port.</summary>
    public bool IsFree(string? address, int port, string protocol) => Publisher(address, port, protocol) is null && Listener(address, port, protocol) is null;

    /// <summary>The name of a container.</summary>
    public string? NameOf(string id) => containers.FirstOrDefault(container => container.Id == id)?.Name;

    private PortBinding? Publisher(string? address, int port, string protocol) => containers
        .SelectMany(container => container.Ports)
        .FirstOrDefault(binding => binding.HostPort == port && binding.Protocol == protocol && Meet(address, binding.HostAddress));

    private HostListener? Listener(string? address, int port, string protocol) =>
        listeners.FirstOrDefault(listener => listener.Port == port && listener.Protocol == protocol && Meet(address, listener.Address.ToString()));

    /// <summary>Whether two sockets with these addresses exclude each other: one of them on all addresses, or both on the same.</summary>
    private static bool Meet(string? one, string? other)
    {
        if (string.IsNullOrEmpty(one) || string.IsNullOrEmpty(other) || !IPAddress.TryParse(one, out var first) || !IPAddress.TryParse(other, out var second))
        {
            return true;
        }

        // A socket on all IPv6 addresses usually is one on all IPv4 addresses too.
        return first.Equals(second) || second.Equals(IPAddress.IPv6Any) || first.Equals(IPAddress.IPv6Any)
            || (first.AddressFamily == second.AddressFamily && first.AddressFamily is AddressFamily.InterNetwork && (first.Equals(IPAddress.Any) || second.Equals(IPAddress.Any)));
    }
}
