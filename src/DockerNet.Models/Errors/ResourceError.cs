using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures about one thing that the engine keeps: a container, a network, a volume, an image.</summary>
public static class ResourceError
{
    /// <summary>There is no such thing. The id is <c>ContainerNotFound</c>, <c>NetworkNotFound</c>, ….</summary>
    public static DockerNetException NotFound(string kind, object? target, string engine, Exception? inner = null) => new(
        $"{kind}NotFound",
        ErrorCategory.ObjectNotFound,
        $"There is no {ResourceKind.InWords(kind)} '{target}' on the engine at '{engine}'.",
        target,
        $"List what there is with {ResourceKind.ListCommand(kind)}.",
        inner);

    /// <summary>An id prefix that fits several things.</summary>
    public static DockerNetException Ambiguous(string kind, object? target, string words, Exception? inner = null) => new(
        $"{kind}Ambiguous",
        ErrorCategory.InvalidArgument,
        $"'{target}' fits more than one {ResourceKind.InWords(kind)}: {words}",
        target,
        "Give more characters of the id, or the name.",
        inner);

    /// <summary>The name is taken.</summary>
    public static DockerNetException Exists(string kind, object? target, string message, Exception? inner = null) => new(
        $"{kind}Exists",
        ErrorCategory.ResourceExists,
        message,
        target,
        "Choose another name, or remove what holds it.",
        inner);

    /// <summary>The thing is in use, or in a state that forbids the change.</summary>
    public static DockerNetException Busy(object? target, string message, string? recommendation = null, Exception? inner = null) => new(
        "ResourceConflict", ErrorCategory.ResourceBusy, message, target, recommendation, inner);
}
