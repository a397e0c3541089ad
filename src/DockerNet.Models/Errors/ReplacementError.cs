using System.Globalization;
using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures to replace a container by one that differs from it.</summary>
public static class ReplacementError
{
    /// <summary>A step failed and all was undone: the failure's own id, and that nothing was changed.</summary>
    public static DockerNetException Undone(string container, DockerNetException failure) => new(
        failure.ErrorId,
        failure.Category,
        $"{failure.Message} The container '{container}' was not replaced: it is as it was.",
        container,
        failure.Recommendation,
        failure);

    /// <summary>A step failed, and so did the undoing.</summary>
    public static DockerNetException Unfinished(string container, string? cause, Exception? inner = null) => new(
        "ReplacementUnfinished",
        ErrorCategory.InvalidOperation,
        $"The replacement of the container '{container}' was broken off{(cause is null ? "." : $": {cause}")}",
        container,
        $"Repair-Container {container} finishes or undoes it.",
        inner);

    /// <summary>The new container ended instead of running.</summary>
    public static DockerNetException Ended(string container, int exitCode, string words) => new(
        "ContainerEnded",
        ErrorCategory.InvalidResult,
        string.Create(CultureInfo.InvariantCulture, $"The new container '{container}' did not keep running: it ended with exit code {exitCode}{(words.Length > 0 ? $" ({words})" : "")}."),
        container,
        "Its change may not fit its image.");

    /// <summary>The new container's health check fails.</summary>
    public static DockerNetException Unhealthy(string container, string words) => new(
        "ContainerUnhealthy",
        ErrorCategory.InvalidResult,
        $"The new container '{container}' is not healthy{(words.Length > 0 ? $": {words}" : ".")}",
        container,
        "Its change may not fit its health check.");

    /// <summary>The new container took too long to be healthy.</summary>
    public static DockerNetException TimedOut(string container, TimeSpan after) => new(
        "ContainerTimeout",
        ErrorCategory.OperationTimeout,
        string.Create(CultureInfo.InvariantCulture, $"The new container '{container}' was not healthy within {after.TotalSeconds:0.#} s."),
        container,
        "Give it more time with -Timeout.");

    /// <summary>The newest image of a container is asked for that runs a snapshot of its own files: no registry has a newer one.</summary>
    public static DockerNetException RunsSnapshot(string container, string image) => new(
        "ContainerRunsSnapshot",
        ErrorCategory.InvalidArgument,
        $"The container '{container}' runs '{image}', which keeps files that it changed: no registry has that image.",
        container,
        $"Name the image to run instead: Update-Container {container} IMAGE -Pull.");

    /// <summary>Another image would take the place of files that the container changed.</summary>
    /// <param name="container">The container.</param>
    /// <param name="paths">The files; none where only its snapshot has some.</param>
    /// <param name="snapshot">The image that keeps files which it changed before it was replaced the last time; null where it runs none.</param>
    public static DockerNetException FilesChanged(string container, IReadOnlyList<string> paths, string? snapshot) => new(
        "ContainerFilesChanged",
        ErrorCategory.ResourceExists,
        $"The container '{container}' changed files of its image, which another image does not have: "
            + string.Join("; ", new[] { paths.Count > 0 ? string.Join(", ", paths.Take(10)) + (paths.Count > 10 ? $" and {paths.Count - 10} more" : "") : null, snapshot is null ? null : $"those in '{snapshot}'" }.OfType<string>())
            + ".",
        container,
        "-DiscardChanges gives them up, -KeepOriginal keeps the container that has them; or copy them out first with Copy-ContainerItem.");
}
