namespace DockerNet.Tests.Help;

/// <summary>A type that a cmdlet takes or emits.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Description">When, and from where, in paragraphs.</param>
public sealed record HelpType(string Name, IReadOnlyList<string> Description);
