namespace DockerNet;

/// <summary>One line that a container's process wrote.</summary>
/// <param name="Stream">Where it was written to.</param>
/// <param name="Text">The line, without its end.</param>
public sealed record OutputLine(OutputStream Stream, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
