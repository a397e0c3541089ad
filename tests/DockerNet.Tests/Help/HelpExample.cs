namespace DockerNet.Tests.Help;

/// <summary>An example of a cmdlet's help.</summary>
/// <param name="Title">Its title, without dashes around it.</param>
/// <param name="Code">What a user types.</param>
/// <param name="Remarks">The text's paragraphs.</param>
public sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);
