using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>Something mounted into a container.</summary>
public sealed class FakeMount
{
    /// <summary><c>volume</c>, <c>bind</c>, <c>tmpfs</c> or <c>image</c>.</summary>
    public required string Type { get; init; }

    /// <summary>The volume's name; empty for what is no volume.</summary>
    public string Name { get; init; } = "";

    public required string Source { get; init; }

    public required string Destination { get; init; }

    public string Driver { get; init; } = "";

    public string Mode { get; init; } = "";

    public bool ReadOnly { get; init; }

    public string Propagation { get; init; } = "";

    /// <summary>The folder of the volume that is mounted; empty for its root.</summary>
    public string Subpath { get; init; } = "";

    /// <summary>The files it is about, from the root of the volume or host.</summary>
    public required FakeFileTree Files { get; init; }

    /// <summary>For a folder of the host: the volume whose data is at a path of it; null for none.</summary>
    internal Func<string, FakeVolume?>? VolumeAt { get; init; }

    internal FakeMount At(string destination, bool readOnly) => new()
    {
        Type = Type,
        Name = Name,
        Source = Source,
        Destination = destination,
        Driver = Driver,
        Mode = Mode,
        ReadOnly = readOnly,
        Propagation = Propagation,
        Subpath = Subpath,
        Files = Files,
        VolumeAt = VolumeAt,
    };

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["Type"] = Type };
        if (Name.Length > 0)
        {
            json["Name"] = Name;
        }

        json["Source"] = Source;
        json["Destination"] = Destination;
        if (Driver.Length > 0)
        {
            json["Driver"] = Driver;
        }

        json["Mode"] = Mode;
        json["RW"] = !ReadOnly;
        json["Propagation"] = Propagation;
        return json;
    }
}
