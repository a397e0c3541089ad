using System.Management.Automation;

namespace DockerNet;

/// <summary>A container: its name, id or id prefix, a wildcard over names, or a container object.</summary>
public sealed class ContainerRef : ResourceRef
{
    /// <summary>From a word.</summary>
    public ContainerRef(string text)
        : base(text)
    {
    }

    /// <summary>From a container.</summary>
    public ContainerRef(Container container)
        : base(container.Id, container.Engine)
    {
    }

    /// <summary>From an object that has an id or a name, or that belongs to a container.</summary>
    public ContainerRef(PSObject value)
        : base(value, "ContainerId", "Container", "Id", "Name")
    {
        // It has a name too: the parameter that takes configurations has to get it.
        if (ContainerConfigConverter.IsReturned(value))
        {
            throw new PSInvalidCastException("A configuration is no container yet.");
        }
    }
}
