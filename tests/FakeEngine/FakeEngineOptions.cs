namespace DockerNet.FakeEngine;

/// <summary>What kind of engine to be.</summary>
public sealed record FakeEngineOptions
{
    /// <summary>The newest API version spoken. It also decides which engine's behaviour and texts are shown.</summary>
    public string ApiVersion { get; init; } = "1.51";

    /// <summary>The oldest API version accepted; null for what an engine of <see cref="ApiVersion"/> accepts.</summary>
    public string? MinApiVersion { get; init; }

    /// <summary>The engine's own version; null for one that spoke <see cref="ApiVersion"/>.</summary>
    public string? EngineVersion { get; init; }

    /// <summary>Also listen on TCP, on a free loopback port.</summary>
    public bool Tcp { get; init; }

    /// <summary>TCP is TLS, and asks for a client certificate. Implies <see cref="Tcp"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>The engine's name, as <c>docker info</c> shows it.</summary>
    public string Name { get; init; } = "fake-host";

    /// <summary>The operating system of the containers: <c>linux</c> or <c>windows</c>.</summary>
    public string Os { get; init; } = "linux";

    public string Architecture { get; init; } = "amd64";

    /// <summary>Images that are there from the start.</summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>Where the socket goes; null for a new folder below the temporary one.</summary>
    public string? Directory { get; init; }
}
