using System.Net;

namespace DockerNet.Engine;

/// <summary>A socket of the engine's host that others can reach.</summary>
/// <param name="Address">Where it listens.</param>
/// <param name="Port">Its port.</param>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>.</param>
/// <param name="Inode">Its number in the kernel; 0 where the system tells none.</param>
internal sealed record HostListener(IPAddress Address, int Port, string Protocol, long Inode);
