namespace DockerNet.Engine;

/// <summary>The addresses that a network gave to a container; empty for none.</summary>
internal sealed record ContainerAddresses(string IPv4, string IPv6);
