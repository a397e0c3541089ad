using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures of copying between a container or volume and this machine.</summary>
public static class CopyError
{
    /// <summary>There is nothing at the path.</summary>
    /// <param name="kind">The <see cref="ResourceKind"/> of what the path is in: a container or a volume.</param>
    /// <param name="name">Its name.</param>
    /// <param name="path">The path.</param>
    public static DockerNetException NotFound(string kind, string name, string path) => kind is ResourceKind.Container
        ? new("ContainerPathNotFound", ErrorCategory.ObjectNotFound, $"There is no '{path}' in the container '{name}'.", $"{name}:{path}", "Check the path: it is absolute, whatever the container's working directory.")
        : new("VolumePathNotFound", ErrorCategory.ObjectNotFound, $"There is no '{path}' in the volume '{name}'.", $"{name}:{path}", $"See what there is with Get-DockerVolumeItem {name}.");

    /// <summary>A folder, and nobody said to copy what is in it.</summary>
    public static DockerNetException IsFolder(string path) => new(
        "PathIsFolder", ErrorCategory.InvalidArgument, $"'{path}' is a folder.", path, "Use -Recurse to copy it with all that is in it.");

    /// <summary>There is something already, and nobody said to overwrite it.</summary>
    public static DockerNetException Exists(string path) => new(
        "FileExists", ErrorCategory.ResourceExists, $"'{path}' exists already.", path, "Use -Force to overwrite it.");

    /// <summary>What is there cannot be replaced by what comes.</summary>
    public static DockerNetException Conflict(string path, string why) => new(
        "CopyConflict", ErrorCategory.InvalidOperation, $"'{path}': {why}", path, "Name another destination.");

    /// <summary>An entry that would leave the destination.</summary>
    public static DockerNetException Unsafe(string entry, string why) => new(
        "UnsafeEntry", ErrorCategory.SecurityError, $"'{entry}' was not copied: {why}", entry, "What comes from a container or volume is written only below the destination.");

    /// <summary>This machine's file system refuses.</summary>
    public static DockerNetException FileFailed(string path, Exception inner) => new(
        "FileFailed", inner is UnauthorizedAccessException ? ErrorCategory.PermissionDenied : ErrorCategory.WriteError, $"'{path}': {inner.Message}", path, null, inner);
}
