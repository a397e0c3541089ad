using System.Management.Automation;

namespace DockerNet;

/// <summary>Commands that ended with an exit code other than 0.</summary>
public static class CommandFailure
{
    /// <summary>The failure: 126 and 127 tell of the command itself, as in a shell; others are the command's own.</summary>
    /// <param name="container">The container.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="exitCode">Its exit code.</param>
    public static DockerNetException Of(string container, IReadOnlyList<string> command, int exitCode) => exitCode switch
    {
        126 => new("ContainerCommandNotExecutable", ErrorCategory.PermissionDenied, $"'{command[0]}' in the container '{container}' cannot be run (exit code 126).", container, "Check its permissions and its format."),
        127 => new("ContainerCommandNotFound", ErrorCategory.ObjectNotFound, $"There is no command '{command[0]}' in the container '{container}' (exit code 127).", container, "Check its spelling, or give its full path."),
        _ => new("ContainerCommandFailed", ErrorCategory.InvalidResult, $"'{string.Join(' ', command)}' in the container '{container}' ended with exit code {exitCode}.", container, "Its output says why; -PassThru gives exit code and output as an object."),
    };
}
