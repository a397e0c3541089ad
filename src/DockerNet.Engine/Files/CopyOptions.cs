namespace DockerNet.Engine;

/// <summary>How to copy.</summary>
public sealed record CopyOptions
{
    /// <summary>Whether to overwrite files.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to copy what a symbolic link leads to instead of the link.</summary>
    public bool FollowLink { get; init; }

    /// <summary>Whether to copy folders, with what is in them; otherwise one is refused.</summary>
    public bool Recurse { get; init; } = true;

    /// <summary>Hears of each entry that is left out, from any thread; the others go on.</summary>
    public Action<DockerNetException> Refused { get; init; } = _ => { };

    /// <summary>Hears the bytes copied so far, from any thread.</summary>
    public Action<long> Copied { get; init; } = _ => { };
}
