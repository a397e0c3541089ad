namespace DockerNet.FakeEngine;

/// <summary>A port of a running container that the host answers on.</summary>
public sealed record FakePort(string HostAddress, int HostPort, int ContainerPort, string Protocol)
{
    /// <summary>The port as the engine writes it: <c>80/tcp</c>.</summary>
    public string Key => $"{ContainerPort}/{Protocol}";

    internal bool Clashes(FakePort other) =>
        HostPort == other.HostPort
        && Protocol == other.Protocol
        && HostAddress.Contains(':', StringComparison.Ordinal) == other.HostAddress.Contains(':', StringComparison.Ordinal)
        && (HostAddress == other.HostAddress || IsAny || other.IsAny);

    private bool IsAny => HostAddress is "0.0.0.0" or "::";
}
