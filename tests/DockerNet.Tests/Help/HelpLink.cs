namespace DockerNet.Tests.Help;

/// <summary>A link of a cmdlet's help.</summary>
/// <param name="Text">A cmdlet, a topic, or a command of docker.</param>
/// <param name="Address">The file beside, or an address for the browser.</param>
public sealed record HelpLink(string Text, string Address);
