using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures of copying between a container and this machine.</summary>
public static class CopyError
{
    /// <summary>There is nothing at the path in the container.</summary>
    public static DockerNetException NotFound(string container, string path) => new(
        "ContainerPathNotFound", ErrorCategory.ObjectNotFound, $"There is no '{path}' in the container '{container}'.", $"{container}:{path}", "Check the path: it is absolute, whatever the container's working directory.");

    /// <summary>There is something already, and nobody said to overwrite it.</summary>
    public static DockerNetException Exists(string path) => new(
        "FileExists", ErrorCategory.ResourceExists, $"'{path}' exists already.", path, "Use -Force to overwrite it.");

    /// <summary>What is there cannot be replaced by what comes.</summary>
    public static DockerNetException Conflict(string path, string why) => new(
        "CopyConflict", ErrorCategory.InvalidOperation, $"'{path}': {why}", path, "Name another destination.");

    /// <summary>An entry that would leave the destination.</summary>
    public static DockerNetException Unsafe(string entry, string why) => new(
        "UnsafeEntry", ErrorCategory.SecurityError, $"'{entry}' was not copied: {why}", entry, "What comes from a container is written only below the destination.");

    /// <summary>This machine's file system refuses.</summary>
    public static DockerNetException FileFailed(string path, Exception inner) => new(
        "FileFailed", inner is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError, $"'{path}': {inner.Message}", path, null, inner);
}
