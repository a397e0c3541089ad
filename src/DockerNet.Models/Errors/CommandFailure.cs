using System.Management.Automation;

namespace DockerNet;

/// <summary>Commands that could not be run, or ended with an exit code other than 0.</summary>
public static class CommandFailure
{
    /// <summary>The exit code of a command that is there but cannot be run.</summary>
    public const int NotExecutable = 126;

    /// <summary>The exit code of a command that is not there.</summary>
    public const int NotFound = 127;

    /// <summary>The exit code of docker itself, where a container could not even be started.</summary>
    public const int NotStarted = 125;

    /// <summary>How a runtime's complaint about a command begins, which the engine sends as if the command had written it.</summary>
    public const string RuntimeComplaint = "OCI runtime exec failed";

    /// <summary>The failure: 126 and 127 tell of the command itself, as in a shell; others are the command's own.</summary>
    /// <param name="container">The container.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="exitCode">Its exit code.</param>
    /// <param name="words">The engine's words, if it had any.</param>
    /// <param name="inner">The cause.</param>
    public static DockerNetException Of(string container, IReadOnlyList<string> command, int exitCode, string? words = null, Exception? inner = null)
    {
        var name = command.Count > 0 ? $"'{command[0]}'" : "its own";
        var said = words is null ? "" : $" {words}";
        return exitCode switch
        {
            NotExecutable => new("ContainerCommandNotExecutable", ErrorCategory.PermissionDenied, $"The command {name} in the container '{container}' cannot be run (exit code 126).{said}", container, "Check its permissions and its format.", inner),
            NotFound => new("ContainerCommandNotFound", ErrorCategory.ObjectNotFound, $"There is no command {name} in the container '{container}' (exit code 127).{said}", container, "Check its spelling, or give its full path.", inner),
            _ => new("ContainerCommandFailed", ErrorCategory.InvalidResult, $"The command {(command.Count > 0 ? $"'{string.Join(' ', command)}'" : name)} in the container '{container}' ended with exit code {exitCode}.{said}", container, "Its output says why; -PassThru gives exit code and output as an object.", inner),
        };
    }

    /// <summary>The exit code that a shell would give for a command that the runtime could not start; null where the failure is another.</summary>
    /// <param name="words">The engine's words: it has one status for all.</param>
    public static int? ExitCodeOfStart(string words)
    {
        return Says("executable file not found", "no such file or directory: unknown", "system cannot find the file specified") ? NotFound
            : Says("permission denied", "is a directory: unknown", "exec format error") ? NotExecutable
            : null;

        bool Says(params string[] parts) => parts.Any(part => words.Contains(part, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The failure of a start as one of its command; null where it is another.</summary>
    public static DockerNetException? OfStart(string container, IReadOnlyList<string> command, DockerNetException failure) =>
        ExitCodeOfStart(failure.Message) is { } code ? Of(container, command, code, failure.Message, failure.InnerException) : null;
}
