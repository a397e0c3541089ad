using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures about what is mounted in containers.</summary>
public static class MountError
{
    /// <summary>Something is mounted there already.</summary>
    public static DockerNetException Exists(string container, string target, string mounted) => new(
        "MountExists",
        ErrorCategory.ResourceExists,
        $"'{container}' has something mounted at {target} already: {mounted}.",
        container,
        "Choose another path, or use -Force to mount over it: what is mounted now is kept, but no longer there.");

    /// <summary>Nothing such is mounted.</summary>
    public static DockerNetException NotFound(string container, string mount, string? why = null) => new(
        "MountNotFound",
        ErrorCategory.ObjectNotFound,
        $"'{container}' has no mount '{mount}'.{(why is null ? "" : $" {why}")}",
        container,
        "See what it has with Get-ContainerMount.");

    /// <summary>The engine is too old for it, and would leave it out without a word.</summary>
    public static DockerNetException NotSupported(Mount mount, string what, string version, string engine) => EngineError.NotSupported(
        $"The engine at '{engine}' knows no {what}: that came with Docker {version}.",
        mount.ToString(),
        "Upgrade the engine, or mount it without that.");
}
