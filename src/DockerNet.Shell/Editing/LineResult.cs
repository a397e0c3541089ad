namespace DockerNet.Shell.Editing;

/// <summary>A line that was read, or why there is none.</summary>
internal readonly record struct LineResult(LineKind Kind, string? Text = null);
