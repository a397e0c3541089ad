namespace DockerNet;

/// <summary>A Docker Engine: where it is, what it is, and what it can.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">SystemInfo, SystemVersion</see>.</remarks>
public sealed record EngineInfo
{
    /// <summary>The endpoint it answers at.</summary>
    public required string Engine { get; init; }

    /// <summary>The host's name. Not named Name: an engine in the pipeline says where things are, not which are meant.</summary>
    public string HostName { get; init; } = "";

    /// <summary>The engine's version.</summary>
    public string Version { get; init; } = "";

    /// <summary>The API version that DockerNet and the engine settled on.</summary>
    public string ApiVersion { get; init; } = "";

    /// <summary>The newest API version of the engine.</summary>
    public string MaxApiVersion { get; init; } = "";

    /// <summary>The oldest API version of the engine.</summary>
    public string MinApiVersion { get; init; } = "";

    /// <summary>Whether the engine runs on this machine: only then does it see this machine's paths.</summary>
    public bool IsLocal { get; init; }

    /// <summary>The operating system.</summary>
    public string OperatingSystem { get; init; } = "";

    /// <summary><c>linux</c> or <c>windows</c>.</summary>
    public string OSType { get; init; } = "";

    /// <summary>The processor architecture.</summary>
    public string Architecture { get; init; } = "";

    /// <summary>The kernel's version.</summary>
    public string KernelVersion { get; init; } = "";

    /// <summary>Processors.</summary>
    public int Cpus { get; init; }

    /// <summary>Memory, in bytes.</summary>
    public long Memory { get; init; }

    /// <summary>The storage driver.</summary>
    public string StorageDriver { get; init; } = "";

    /// <summary>The folder it keeps everything in.</summary>
    public string RootDirectory { get; init; } = "";

    /// <summary>Containers in any state.</summary>
    public int Containers { get; init; }

    /// <summary>Containers that run.</summary>
    public int ContainersRunning { get; init; }

    /// <summary>Images.</summary>
    public int Images { get; init; }

    /// <summary>Its network drivers.</summary>
    public IReadOnlyList<string> NetworkDrivers { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Its volume drivers.</summary>
    public IReadOnlyList<string> VolumeDrivers { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Its part in a swarm: <c>inactive</c>, <c>active</c>, ….</summary>
    public string Swarm { get; init; } = "";

    /// <summary>Whether it is a manager of its swarm.</summary>
    public bool SwarmManager { get; init; }

    /// <summary>Whether it runs without root's rights.</summary>
    public bool Rootless { get; init; }

    /// <summary>What it warns of.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <inheritdoc/>
    public override string ToString() => Engine;
}
