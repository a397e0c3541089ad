using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>A mount among the <c>Mounts</c> of a request, where the short form does not say all.</summary>
internal static class MountBody
{
    public static JsonObject Of(Mount mount)
    {
        var body = new JsonObject { ["Type"] = Word(mount.Type), ["Target"] = mount.Target };
        Add(body, "Source", mount.Source);
        Add(body, "ReadOnly", mount.ReadOnly);
        Add(body, "Consistency", mount.Consistency);
        var bind = new JsonObject();
        Add(bind, "Propagation", mount.Propagation);
        Add(bind, "NonRecursive", mount.Recursion is BindRecursion.Disabled);
        Add(bind, "ReadOnlyNonRecursive", mount.Recursion is BindRecursion.Writable);
        Add(bind, "ReadOnlyForceRecursive", mount.Recursion is BindRecursion.Readonly);
        Add(bind, "CreateMountpoint", mount.CreateSource);
        Add(body, "BindOptions", bind);
        var volume = new JsonObject();
        Add(volume, "NoCopy", mount.NoCopy);
        Add(volume, "Labels", Table(mount.VolumeLabels));
        Add(volume, "Subpath", mount.Type is MountType.Volume ? mount.Subpath : null);
        var driver = new JsonObject();
        Add(driver, "Name", mount.VolumeDriver);
        Add(driver, "Options", Table(mount.VolumeOptions));
        Add(volume, "DriverConfig", driver);
        Add(body, "VolumeOptions", volume);
        var image = new JsonObject();
        Add(image, "Subpath", mount.Type is MountType.Image ? mount.Subpath : null);
        Add(body, "ImageOptions", image);
        var tmpfs = new JsonObject();
        Add(tmpfs, "SizeBytes", mount.TmpfsSize);
        Add(tmpfs, "Mode", mount.TmpfsMode);
        Add(body, "TmpfsOptions", tmpfs);
        return body;
    }

    /// <summary>Refuses what an older engine would leave out without a word: a whole volume instead of a part of it is not what was asked for.</summary>
    /// <exception cref="DockerNetException"><c>NotSupportedByEngine</c>.</exception>
    public static void CheckSupported(Mount mount, EngineConnection engine)
    {
        var missing = mount switch
        {
            { Type: MountType.Image } when !engine.Speaks(1, 48) => ("mounts of images", "28"),
            { Type: MountType.Volume, Subpath: not null } when !engine.Speaks(1, 45) => ("folders of volumes as mounts", "26"),
            { Recursion: BindRecursion.Writable or BindRecursion.Readonly } when !engine.Speaks(1, 44) => ("choice of what becomes of mounts below a read-only one", "25"),
            _ => default((string What, string Version)?),
        };
        if (missing is { } feature)
        {
            throw MountError.NotSupported(mount, feature.What, feature.Version, engine.Name);
        }
    }

    /// <summary>The mount that a body means.</summary>
    public static Mount Read(JsonObject body)
    {
        var (bind, volume, tmpfs) = (body["BindOptions"], body["VolumeOptions"], body["TmpfsOptions"]);
        var type = Enum.TryParse<MountType>((string?)body["Type"], ignoreCase: true, out var known) ? known : throw new FormatException($"The mount type '{body["Type"]}' is unknown.");
        return new()
        {
            IsLong = true,
            Type = type,
            Target = (string?)body["Target"] ?? "",
            Source = (string?)body["Source"] is { Length: > 0 } source ? source : null,
            ReadOnly = (bool?)body["ReadOnly"] ?? false,
            Consistency = Text(body["Consistency"]),
            Propagation = Text(bind?["Propagation"]),
            Recursion = (bool?)bind?["NonRecursive"] is true ? BindRecursion.Disabled
                : (bool?)bind?["ReadOnlyNonRecursive"] is true ? BindRecursion.Writable
                : (bool?)bind?["ReadOnlyForceRecursive"] is true ? BindRecursion.Readonly
                : null,
            CreateSource = (bool?)bind?["CreateMountpoint"] ?? false,
            NoCopy = (bool?)volume?["NoCopy"] ?? false,
            VolumeLabels = (volume?["Labels"] as JsonObject).ToTable(),
            VolumeDriver = Text(volume?["DriverConfig"]?["Name"]),
            VolumeOptions = (volume?["DriverConfig"]?["Options"] as JsonObject).ToTable(),
            Subpath = Text(volume?["Subpath"]) ?? Text(body["ImageOptions"]?["Subpath"]),
            TmpfsSize = (long?)tmpfs?["SizeBytes"] is > 0 and var size ? size : null,
            TmpfsMode = (int?)tmpfs?["Mode"] is > 0 and var mode ? mode : null,
        };
    }

    private static string? Text(JsonNode? node) => (string?)node is { Length: > 0 } text ? text : null;

    private static JsonObject Table(IReadOnlyDictionary<string, string> values) => new(values.Select(value => KeyValuePair.Create(value.Key, (JsonNode?)value.Value)));

    private static string Word(MountType type) => type.ToString().ToLowerInvariant();

    private static void Add(JsonObject body, string field, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            body[field] = value;
        }
    }

    private static void Add(JsonObject body, string field, bool value)
    {
        if (value)
        {
            body[field] = value;
        }
    }

    private static void Add(JsonObject body, string field, long? value)
    {
        if (value is { } number)
        {
            body[field] = number;
        }
    }

    private static void Add(JsonObject body, string field, JsonObject value)
    {
        if (value.Count > 0)
        {
            body[field] = value;
        }
    }
}
