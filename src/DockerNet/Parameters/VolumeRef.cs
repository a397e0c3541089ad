using System.Management.Automation;

namespace DockerNet;

/// <summary>A volume: its name, a wildcard over names, or a volume object.</summary>
public sealed class VolumeRef : ResourceRef
{
    /// <summary>From a word.</summary>
    public VolumeRef(string text)
        : base(text)
    {
    }

    private VolumeRef(string text, string? engine)
        : base(text, engine)
    {
    }

    /// <summary>From a volume.</summary>
    public VolumeRef(Volume volume)
        : base(volume.Name, volume.Engine)
    {
    }

    /// <summary>From an object that has a name, or that belongs to a volume.</summary>
    public VolumeRef(PSObject value)
        : base(value, "Volume", "Name")
    {
    }

    /// <summary>Another volume of the same engine.</summary>
    internal VolumeRef Named(string name) => new(name, Engine);
}
