namespace DockerNet;

/// <summary>Something to choose at the prompt.</summary>
/// <param name="Name">What is filled in.</param>
/// <param name="ToolTip">What is said of it.</param>
internal sealed record CompletionCandidate(string Name, string ToolTip);
