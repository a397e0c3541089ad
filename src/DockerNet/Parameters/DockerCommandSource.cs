using System.Management.Automation;

namespace DockerNet;

/// <summary>What ConvertTo-DockerCommand takes: a container, a configuration, a network, or the name of a container or network.</summary>
public sealed class DockerCommandSource
{
    /// <summary>From a name, an id, or a wildcard over the names of containers.</summary>
    public DockerCommandSource(string text) => (Name, Container) = (text, new(text));

    /// <summary>From a container.</summary>
    public DockerCommandSource(Container container) => Container = new(container);

    /// <summary>From a configuration.</summary>
    public DockerCommandSource(ContainerConfig config) => Config = config;

    /// <summary>From a network.</summary>
    public DockerCommandSource(Network network) => Network = new(network);

    /// <summary>From an object of another session.</summary>
    public DockerCommandSource(PSObject value)
    {
        if (value.BaseObject is ContainerConfig config)
        {
            Config = config;
        }
        else if (value.TypeNames.Any(type => type.EndsWith(".DockerNet.Network", StringComparison.Ordinal)))
        {
            Network = new(value);
        }
        else
        {
            Container = new(value);
        }
    }

    /// <summary>The configuration, if it is one.</summary>
    public ContainerConfig? Config { get; }

    /// <summary>The container, if it is one.</summary>
    public ContainerRef? Container { get; }

    /// <summary>The network, if it is one.</summary>
    public NetworkRef? Network { get; }

    /// <summary>The bare name, if only that was given: then a network may be meant too.</summary>
    public string? Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Container?.Text ?? Network?.Text ?? Config?.Name ?? Config?.Image ?? "";
}
