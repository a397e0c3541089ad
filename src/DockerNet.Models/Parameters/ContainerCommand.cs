namespace DockerNet;

/// <summary>A command to run in a running container.</summary>
public sealed record ContainerCommand
{
    /// <summary>The command and its arguments.</summary>
    public required IReadOnlyList<string> Words { get; init; }

    /// <summary>Whether its standard input comes from here (<c>-i</c>).</summary>
    public bool Interactive { get; init; }

    /// <summary>Whether it gets a terminal (<c>-t</c>).</summary>
    public bool Tty { get; init; }

    /// <summary>The size of that terminal; null for the engine's own choice.</summary>
    public TerminalSize? Size { get; init; }

    /// <summary>Environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The user, <c>name|uid[:group|gid]</c>; null for the container's own.</summary>
    public string? User { get; init; }

    /// <summary>The working directory; null for the container's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether it gets all rights.</summary>
    public bool Privileged { get; init; }

    /// <summary>The keys that leave it without ending it; null for the engine's own, <c>ctrl-p,ctrl-q</c>.</summary>
    public string? DetachKeys { get; init; }
}
