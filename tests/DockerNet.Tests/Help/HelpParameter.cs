namespace DockerNet.Tests.Help;

/// <summary>A parameter in a cmdlet's help.</summary>
/// <param name="Description">What it is for, in paragraphs.</param>
/// <param name="Facts">The block of a page that says its type, default, aliases, sets and values; empty for MAML.</param>
/// <param name="Default">The value that it has where none is given.</param>
public sealed record HelpParameter(IReadOnlyList<string> Description, string Facts, string Default);
