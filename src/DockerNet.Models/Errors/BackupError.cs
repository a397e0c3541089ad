using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures of backups.</summary>
public static class BackupError
{
    /// <summary>It cannot be restored.</summary>
    /// <param name="path">The backup.</param>
    /// <param name="why">A sentence.</param>
    /// <param name="inner">The cause, whose message is that sentence.</param>
    public static DockerNetException Invalid(string path, string why, Exception inner) => new(
        "BackupInvalid", ErrorCategory.InvalidData, $"'{path}' cannot be restored: {why}", path, "Nothing was changed. Take another backup; Test-DockerVolumeBackup tells which are whole.", inner);

    /// <summary>An archive of another tool says no volume's name.</summary>
    public static DockerNetException Unnamed(string path) => new(
        "MissingName", ErrorCategory.InvalidArgument, $"'{path}' does not say of which volume it is.", path, "Give the volume's name with -Name.");

    /// <summary>Two backups would be the same file.</summary>
    public static DockerNetException SameFile(string path, string volume) => new(
        "ConflictingParameters", ErrorCategory.InvalidArgument, $"The backup of '{volume}' would overwrite another one of this call, '{path}'.", path, "Give -Path a folder: each volume gets a file of its own there.");

    /// <summary>The bytes of a second backup would follow those of the first, and be lost at its end.</summary>
    public static DockerNetException SameStream(string volume) => new(
        "ConflictingParameters", ErrorCategory.InvalidArgument, $"The bytes of the backup of '{volume}' would follow those of another one of this call: no one could tell where they begin.", volume, "Call once for each volume, or give -Path a folder instead of -AsByteStream.");

    /// <summary>Running containers use the volume whose content is to be replaced.</summary>
    public static DockerNetException InUse(string volume, IEnumerable<string> containers) => new(
        "VolumeInUse", ErrorCategory.ResourceBusy, $"The content of the volume '{volume}' is not replaced while containers that use it run: {string.Join(", ", containers)}.", volume, "Stop them first, or restore under another name with -Name.");

    /// <summary>A volume whose content DockerNet cannot take out.</summary>
    public static DockerNetException NotReplaceable(string volume, string driver) => new(
        "VolumeNotReplaceable", ErrorCategory.NotImplemented, $"The content of the volume '{volume}' cannot be replaced: it is kept by the driver '{driver}' or with options of its own, and an engine clears only volumes in its own folder.", volume, "Restore under another name with -Name, or remove the volume first.");

    /// <summary>The content of a volume could be neither replaced nor put back.</summary>
    public static DockerNetException NotPutBack(string volume, string kept, Exception inner) => new(
        "VolumeNotPutBack", ErrorCategory.WriteError, $"The volume '{volume}' could not be restored, and its old content not be put back at once: {inner.Message}", volume, $"Its old content is safe in the volume '{kept}'; the next command on volumes puts it back.", inner);
}
