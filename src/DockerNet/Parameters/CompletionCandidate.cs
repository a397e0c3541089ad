namespace DockerNet;

/// <summary>Something to choose at the prompt.</summary>
/// <param name="Name">What is filled in.</param>
/// <param name="ToolTip">What is said of it.</param>
internal sealed record CompletionCandidate(string Name, string ToolTip)
{
    /// <summary>Its id, which is filled in where the beginning of it is typed; empty for what has none.</summary>
    public string Id { get; init; } = "";
}
