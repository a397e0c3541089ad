namespace DockerNet;

/// <summary>A volume, and who uses it.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">VolumeInspect</see>, ContainerList and SystemDataUsage.</remarks>
public sealed record Volume
{
    /// <summary>How engines since 23 mark the volumes that they name themselves; older ones give them such a name and no mark.</summary>
    public const string AnonymousLabel = "com.docker.volume.anonymous";

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The driver: <c>local</c> or a plug-in's name.</summary>
    public string Driver { get; init; } = "";

    /// <summary>Where it is on the engine's host.</summary>
    public string Mountpoint { get; init; } = "";

    /// <summary><c>local</c> or <c>global</c>.</summary>
    public string Scope { get; init; } = "";

    /// <summary>When it was created, in local time; null where its driver does not tell.</summary>
    public DateTime? Created { get; init; }

    /// <summary>Whether the engine made it without a name of anybody's choice, for one container.</summary>
    public bool Anonymous { get; init; }

    /// <summary>Options of the driver.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>The containers that mount it, in any state, one for each place where they do.</summary>
    public IReadOnlyList<VolumeUser> Users { get; init => field = Items<VolumeUser>.Of(value); } = Items<VolumeUser>.None;

    /// <summary>Bytes that it holds; null where not asked for, or where its driver does not tell.</summary>
    public long? Size { get; init; }

    /// <summary>The engine that keeps it.</summary>
    public required string Engine { get; init; }

    /// <summary>The configuration that makes a volume like it. The engine's own marks of an anonymous volume are not taken over: the other one has a name.</summary>
    public VolumeConfig AsConfig() => new()
    {
        Name = Name,
        Driver = Driver,
        Options = Options,
        Labels = Labels.Where(label => label.Key != AnonymousLabel).ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}
