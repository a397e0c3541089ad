namespace DockerNet;

/// <summary>A container before it exists. Immutable: what adds to a configuration passes on a changed copy.</summary>
public sealed record ContainerConfig
{
    /// <summary>The image.</summary>
    public required string Image { get; init; }

    /// <summary>The name; null lets the engine choose one.</summary>
    public string? Name { get; init; }

    /// <summary>The command and its arguments; empty for the image's own.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>The networks, the first one decides the mode; empty for the default bridge.</summary>
    public IReadOnlyList<NetworkAttachment> Networks { get; init; } = [];

    /// <summary>Whether stdin stays open though nobody is attached (<c>-i</c>).</summary>
    public bool Interactive { get; init; }

    /// <summary>Whether it gets a terminal (<c>-t</c>).</summary>
    public bool Tty { get; init; }

    /// <summary>Whether the engine removes it when it ends (<c>--rm</c>).</summary>
    public bool AutoRemove { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>The engine that is to keep it; null for the default one.</summary>
    public string? Engine { get; init; }

    /// <summary>Says what contradicts itself before the engine is asked.</summary>
    /// <exception cref="DockerNetException">What contradicts itself.</exception>
    public void Validate()
    {
        foreach (var attachment in Networks)
        {
            attachment.Validate();
        }

        var twice = Networks.GroupBy(attachment => attachment.Network, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw InputError.Invalid("ConflictingParameters", $"The network '{twice.Key}' is given {twice.Count()} times.", twice.Key, "Give each network once, with all that it needs.");
        }

        if (Networks.Count > 1 && Networks.FirstOrDefault(attachment => attachment.Network is "host" or "none" || attachment.Network.StartsWith("container:", StringComparison.Ordinal)) is { } lone)
        {
            throw InputError.Invalid("ConflictingParameters", $"A container in the mode '{lone.Network}' has no other network.", lone.Network, "Give that mode alone, or networks only.");
        }
    }
}
