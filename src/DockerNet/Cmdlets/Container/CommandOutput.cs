namespace DockerNet.Cmdlets;

/// <summary>What is to come of a command's output.</summary>
/// <param name="Words">The command and its arguments.</param>
/// <param name="AsBytes">Whether the output is bytes instead of lines.</param>
/// <param name="PassThru">Whether it ends as one object, and no exit code is an error.</param>
internal sealed record CommandOutput(IReadOnlyList<string> Words, bool AsBytes, bool PassThru);
