using System.Globalization;

namespace DockerNet;

/// <summary>One line of a container's log.</summary>
/// <remarks>Source: <see href="https://docs.docker.com/reference/api/engine/">ContainerLogs</see>.</remarks>
public sealed record LogLine
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The container's id.</summary>
    public string ContainerId { get; init; } = "";

    /// <summary>Where the process wrote it to.</summary>
    public OutputStream Stream { get; init; } = OutputStream.StandardOutput;

    /// <summary>When the engine received it, in local time; null where the engine did not say.</summary>
    public DateTime? Time { get; init; }

    /// <summary>The line, without its end.</summary>
    public required string Text { get; init; }

    /// <summary>Whether the line is shown with its time.</summary>
    public bool ShowTime { get; init; }

    /// <summary>The engine that keeps the container.</summary>
    public string Engine { get; init; } = "";

    /// <summary>The line, with its time before it where that is asked for.</summary>
    public override string ToString() => ShowTime && Time is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time:yyyy-MM-dd'T'HH:mm:ss.fffffff} {Text}") : Text;
}
