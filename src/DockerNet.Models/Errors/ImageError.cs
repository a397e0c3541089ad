using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures with images and the registries they come from.</summary>
public static class ImageError
{
    /// <summary>The registry does not give the image: it wants to know who asks, or there is none of that name.</summary>
    public static DockerNetException Denied(string words, string image, string registry, string? hint, Exception? inner = null) => new(
        "RegistryDenied",
        ErrorCategory.PermissionDenied,
        words,
        image,
        hint ?? $"Check the name; if the repository is private, give -Credential or log in to {registry} with docker login.",
        inner);

    /// <summary>The registry has no image of that name, tag or platform.</summary>
    public static DockerNetException NotInRegistry(string words, string image, Exception? inner = null) => new(
        "ImageNotFound", ErrorCategory.ObjectNotFound, words, image, "Check the name, the tag and the platform.", inner);

    /// <summary>The engine could not reach the registry.</summary>
    public static DockerNetException RegistryUnavailable(string words, string image, string registry, Exception? inner = null) => new(
        "RegistryUnavailable",
        ErrorCategory.ConnectionError,
        words,
        image,
        $"Check that the engine's host reaches {registry}; without a registry, bring the image in with Import-DockerImage.",
        inner);

    /// <summary>The pull broke off, as the engine told inside its answer.</summary>
    public static DockerNetException PullFailed(string words, string image) => new(
        "PullFailed", ErrorCategory.InvalidResult, words, image, "Pull it again: what came already is kept.");

    /// <summary>An archive that the engine cannot read.</summary>
    public static DockerNetException ImportFailed(string words, string archive, Exception? inner = null) => new(
        "ImportFailed", ErrorCategory.InvalidData, words, archive, "An archive of images (Export-DockerImage, docker save) is loaded as it is; that of a file system takes -Name.", inner);

    /// <summary>Containers or other images use it.</summary>
    public static DockerNetException InUse(string words, string image, Exception? inner = null) => new(
        "ImageInUse", ErrorCategory.ResourceBusy, words, image, "Remove the containers that use it first, or use -Force, which takes its names away.", inner);
}
