namespace DockerNet;

/// <summary>The streams of a process. A process with a terminal has one for both: <see cref="StandardOutput"/>.</summary>
public enum OutputStream
{
    /// <summary>Standard output.</summary>
    StandardOutput = 1,

    /// <summary>Standard error.</summary>
    StandardError = 2,
}
