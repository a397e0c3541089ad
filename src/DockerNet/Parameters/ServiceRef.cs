using System.Management.Automation;

namespace DockerNet;

/// <summary>A service: its name, id or id prefix, a wildcard over names, or a service object.</summary>
public sealed class ServiceRef : ResourceRef
{
    /// <summary>From a word.</summary>
    public ServiceRef(string text)
        : base(text)
    {
    }

    /// <summary>From a service.</summary>
    public ServiceRef(Service service)
        : base(service.Id, service.Engine)
    {
    }

    /// <summary>From an object that has an id or a name, or that belongs to a service.</summary>
    public ServiceRef(PSObject value)
        : base(value, "ServiceId", "Service", "Id", "Name")
    {
    }
}
