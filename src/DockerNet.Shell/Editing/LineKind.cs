namespace DockerNet.Shell.Editing;

/// <summary>How the reading of a line ended.</summary>
internal enum LineKind
{
    Entered,
    Cancelled,
    EndOfInput,
}
