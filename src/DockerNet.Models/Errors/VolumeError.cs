using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures about volumes.</summary>
public static class VolumeError
{
    /// <summary>The name is taken.</summary>
    /// <param name="name">The name.</param>
    /// <param name="engine">The engine's name.</param>
    /// <param name="advice">What to do, where there is more to it than another name.</param>
    public static DockerNetException Exists(string name, string engine, string advice = "Choose another name.") => new(
        "VolumeExists",
        ErrorCategory.ResourceExists,
        $"There is a volume '{name}' on the engine at '{engine}' already.",
        name,
        advice);

    /// <summary>The engine does not take the files that are to go into it.</summary>
    /// <param name="name">The volume's name; null for one that has none.</param>
    /// <param name="words">The engine's own words.</param>
    /// <param name="inner">The cause.</param>
    public static DockerNetException NotFilled(string? name, string words, Exception inner) => new(
        "VolumeNotFilled", ErrorCategory.WriteError, $"The engine could not write the files of the volume '{name}': {words}", name, "Nothing was changed. What the engine lacks, such as room on its disk, it says itself.", inner);

    /// <summary>The name is taken by a volume that somebody is just filling.</summary>
    public static DockerNetException BeingFilled(string name, string engine) => new(
        "VolumeBeingFilled",
        ErrorCategory.ResourceBusy,
        $"A volume '{name}' is just being filled on the engine at '{engine}': another copy, renaming or restoring is under way.",
        name,
        "Wait for it to end, or choose another name.");

    /// <summary>Containers mount it, and would lose it with its old name.</summary>
    public static DockerNetException NotRenamed(string volume, IReadOnlyList<VolumeUser> users) => new(
        "VolumeInUse",
        ErrorCategory.ResourceBusy,
        $"The volume '{volume}' is mounted by {Names(users)}, and a container cannot be told of another name.",
        volume,
        "-Force stops these containers, and replaces them by ones that mount it under its new name.");

    /// <summary>A container mounts it that would be gone when it is stopped.</summary>
    public static DockerNetException UserRemovesItself(string volume, string container) => new(
        "VolumeInUse",
        ErrorCategory.ResourceBusy,
        $"The volume '{volume}' is mounted by '{container}', which removes itself when it is stopped.",
        volume,
        "Wait for it to end, or stop it.");

    /// <summary>Containers hold it.</summary>
    /// <param name="volume">The volume's name.</param>
    /// <param name="users">Those that mount it.</param>
    /// <param name="words">The engine's own words; null where it was not asked.</param>
    /// <param name="inner">The cause.</param>
    public static DockerNetException InUse(string volume, IReadOnlyList<VolumeUser> users, string? words, Exception? inner = null)
    {
        var names = Names(users);
        return new(
            "VolumeInUse",
            ErrorCategory.ResourceBusy,
            $"The volume '{volume}' is in use{(names.Length > 0 ? $" by {names}" : "")}{(words is null ? "." : $": {words}")}",
            volume,
            users.Any(user => user.State is not (ContainerState.Created or ContainerState.Exited or ContainerState.Dead))
                ? "Stop and remove these containers first."
                : "Remove these containers first, or use -Force, which does where none of them runs.",
            inner);
    }

    private static string Names(IReadOnlyList<VolumeUser> users) => string.Join(", ", users.Select(user => user.Container).Distinct(StringComparer.Ordinal));
}
