using System.Management.Automation;

namespace DockerNet;

/// <summary>A node of a swarm: its id or id prefix, its host's name, <c>self</c>, a wildcard over names, or a node object.</summary>
public sealed class NodeRef : ResourceRef
{
    /// <summary>From a word.</summary>
    public NodeRef(string text)
        : base(text)
    {
    }

    /// <summary>From a node.</summary>
    public NodeRef(SwarmNode node)
        : base(node.Id, node.Engine)
    {
    }

    /// <summary>From an object that has an id or a name, or that belongs to a node.</summary>
    public NodeRef(PSObject value)
        : base(value, "NodeId", "Node", "Id", "Name")
    {
    }
}
