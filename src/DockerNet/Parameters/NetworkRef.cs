using System.Management.Automation;

namespace DockerNet;

/// <summary>A network: its name, id or id prefix, a wildcard over names, or a network object.</summary>
public sealed class NetworkRef : ResourceRef
{
    /// <summary>From a word.</summary>
    public NetworkRef(string text)
        : base(text)
    {
    }

    /// <summary>From a network.</summary>
    public NetworkRef(Network network)
        : base(network.Id, network.Engine)
    {
    }

    /// <summary>From an object that has an id or a name, or that belongs to a network.</summary>
    public NetworkRef(PSObject value)
        : base(value, "NetworkId", "Network", "Id", "Name")
    {
    }
}
