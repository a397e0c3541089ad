namespace DockerNet;

/// <summary>An image that an engine keeps.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">ImageList, ImageInspect</see>.</remarks>
public sealed record Image
{
    /// <summary>The full id, <c>sha256:</c> and 64 hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>Its names, <c>repository:tag</c>; none for one that lost them all.</summary>
    public IReadOnlyList<string> Tags { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Its names in registries by content, <c>repository@sha256:…</c>.</summary>
    public IReadOnlyList<string> Digests { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>Its first tag, else its first digest, else the first 12 digits of its id.</summary>
    public string Name => Tags.Count > 0 ? Tags[0] : Digests.Count > 0 ? Digests[0] : ShortId;

    /// <summary>The first 12 digits of its id, as <c>docker images</c> shows it.</summary>
    public string ShortId => Id[(Id.IndexOf(':', StringComparison.Ordinal) + 1)..] is { Length: > 12 } digits ? digits[..12] : Id;

    /// <summary>When it was built, in local time.</summary>
    public DateTime Created { get; init; }

    /// <summary>Its size with all its layers, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Its labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = NamedValues.Of(value); } = NamedValues.None;

    /// <summary>The engine that keeps it.</summary>
    public required string Engine { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
