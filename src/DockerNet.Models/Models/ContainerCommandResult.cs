namespace DockerNet;

/// <summary>A command that ran in a container, and how it ended.</summary>
public sealed record ContainerCommandResult
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The container's id.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>The command and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init => field = Items<string>.Of(value); }

    /// <summary>The exit code: 0 for success; 126 for a command that cannot be run, 127 for one that is not there.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Whether the exit code is 0.</summary>
    public bool Succeeded => ExitCode == 0;

    /// <summary>The lines written to standard output.</summary>
    public IReadOnlyList<string> Output { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The lines written to standard error.</summary>
    public IReadOnlyList<string> ErrorOutput { get; init => field = Items<string>.Of(value); } = Items<string>.None;

    /// <summary>The bytes written to standard output, where they are asked for instead of lines.</summary>
    public byte[]? OutputBytes { get; init; }

    /// <summary>The engine that keeps the container.</summary>
    public string Engine { get; init; } = "";
}
