using System.Management.Automation;

namespace DockerNet;

/// <summary>A container that exists, or the configuration of one that does not yet.</summary>
/// <remarks>A parameter of this type is bound by value alone: by property name a configuration without a name would bind as nothing.</remarks>
public sealed class ContainerOrConfig
{
    /// <summary>From a container's name, id, prefix or a wildcard.</summary>
    public ContainerOrConfig(string text) => Container = new(text);

    /// <summary>From a container.</summary>
    public ContainerOrConfig(Container container) => Container = new(container);

    /// <summary>From a port of a container.</summary>
    public ContainerOrConfig(PortBinding binding) => Container = new(PSObject.AsPSObject(binding));

    /// <summary>From a configuration.</summary>
    public ContainerOrConfig(ContainerConfig config) => Config = config;

    /// <summary>From something that is mounted in a container.</summary>
    public ContainerOrConfig(ContainerMount mount) => Container = new(PSObject.AsPSObject(mount));

    /// <summary>From an object that has an id or a name.</summary>
    public ContainerOrConfig(PSObject value)
    {
        if (LanguagePrimitives.TryConvertTo<ContainerConfig>(value, out var config))
        {
            Config = config;
        }
        else
        {
            Container = new(value);
        }
    }

    /// <summary>The container, if it is one.</summary>
    public ContainerRef? Container { get; }

    /// <summary>The configuration, if it is one.</summary>
    public ContainerConfig? Config { get; }

    /// <inheritdoc/>
    public override string ToString() => Container?.Text ?? Config?.Name ?? Config?.Image ?? "";
}
