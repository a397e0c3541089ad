using System.Globalization;
using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures about ports of the host.</summary>
public static class PortError
{
    /// <summary>Somebody holds the port.</summary>
    /// <param name="test">Who.</param>
    /// <param name="container">The container that wants it.</param>
    /// <param name="words">The engine's own words; null where it was not asked.</param>
    public static DockerNetException InUse(PortMappingTest test, string container, string? words, Exception? inner = null)
    {
        var published = test.ContainerPort is { } port ? string.Create(CultureInfo.InvariantCulture, $", which publishes its port {port} there") : "";
        var next = test.NextFreePort is { } free ? string.Create(CultureInfo.InvariantCulture, $"Publish on the next free port, {free}, or free this one.") : "Publish on another port, or free this one.";
        return new(
            "PortInUse",
            ErrorCategory.ResourceExists,
            string.Create(CultureInfo.InvariantCulture, $"The port {test.HostPort}/{test.Protocol} of the host, wanted by '{container}', is held by {test.Holder ?? "a program that cannot be named"}{published}.{(words is null ? "" : $" The engine says: {words}")}"),
            container,
            next,
            inner);
    }

    /// <summary>The container publishes it so already.</summary>
    public static DockerNetException Exists(string container, PortMapping mapping) => new(
        "PortMappingExists", ErrorCategory.ResourceExists, $"'{container}' publishes {mapping} already.", container, "See what it publishes with Get-PortMapping.");

    /// <summary>The container publishes no such port.</summary>
    public static DockerNetException NotFound(string container, PortMapping mapping, bool publishesAll) => new(
        "PortMappingNotFound",
        ErrorCategory.ObjectNotFound,
        $"'{container}' has no mapping {mapping}.{(publishesAll ? " It publishes all exposed ports (-P), which cannot be taken back one by one." : "")}",
        container,
        "See what it publishes with Get-PortMapping.");
}
