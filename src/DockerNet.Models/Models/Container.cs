namespace DockerNet;

/// <summary>A container, as a list of containers tells it.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">ContainerList</see>.</remarks>
public sealed record Container
{
    /// <summary>The full id, 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>The first 12 digits of the id, as <c>docker ps</c> shows it.</summary>
    public string ShortId => Id[..Math.Min(12, Id.Length)];

    /// <summary>The name, without the leading slash of the API.</summary>
    public required string Name { get; init; }

    /// <summary>The image as it was named when the container was created.</summary>
    public required string Image { get; init; }

    /// <summary>The image's id.</summary>
    public string ImageId { get; init; } = "";

    /// <summary>The command line, in one string.</summary>
    public string Command { get; init; } = "";

    /// <summary>When it was created, in local time.</summary>
    public DateTime Created { get; init; }

    /// <summary>Its state.</summary>
    public ContainerState State { get; init; }

    /// <summary>Its state in the engine's words, such as <c>Up 2 minutes (healthy)</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>The exit code of one that ended; null for one that did not.</summary>
    public int? ExitCode { get; init; }

    /// <summary>What its health check last said.</summary>
    public ContainerHealth Health { get; init; }

    /// <summary>The ports that it exposes or publishes, one object per binding.</summary>
    public IReadOnlyList<PortBinding> Ports { get; init => field = Items<PortBinding>.Of(value); } = Items<PortBinding>.None;

    /// <summary>The networks it is connected to.</summary>
    public IReadOnlyList<ContainerNetwork> Networks { get; init => field = Items<ContainerNetwork>.Of(value); } = Items<ContainerNetwork>.None;

    /// <summary>Its IPv4 addresses, one for each network that gave it one.</summary>
    public string IPAddress => string.Join(", ", Networks.Select(network => network.IPAddress).Where(address => address.Length > 0));

    /// <summary>The mode it was created with: a network's name, <c>host</c>, <c>none</c>, <c>container:ID</c>.</summary>
    public string NetworkMode { get; init; } = "";

    /// <summary>What is mounted in it.</summary>
    public IReadOnlyList<ContainerMount> Mounts { get; init => field = Items<ContainerMount>.Of(value); } = Items<ContainerMount>.None;

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Bytes written over the image, where asked for.</summary>
    public long? Size { get; init; }

    /// <summary>The engine that keeps it.</summary>
    public required string Engine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
