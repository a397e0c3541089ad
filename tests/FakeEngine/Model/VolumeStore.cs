using System.Text.RegularExpressions;

namespace DockerNet.FakeEngine;

/// <summary>The engine's volumes.</summary>
internal sealed partial class VolumeStore(EngineModel model)
{
    private readonly SortedDictionary<string, FakeVolume> _volumes = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FakeVolume> All => _volumes.Values;

    public FakeVolume Get(string name) =>
        _volumes.GetValueOrDefault(name) ?? throw EngineError.NotFound($"get {name}: no such volume");

    /// <summary>The volume of that name, made when there is none; without a name an anonymous one.</summary>
    public FakeVolume Make(string? name, string? driver, IReadOnlyDictionary<string, string>? labels, IReadOnlyDictionary<string, string>? options)
    {
        if (string.IsNullOrEmpty(name))
        {
            name = Identifier.New();
            labels = new Dictionary<string, string>(labels ?? new Dictionary<string, string>()) { ["com.docker.volume.anonymous"] = "" };
        }

        if (_volumes.TryGetValue(name, out var existing))
        {
            return string.IsNullOrEmpty(driver) || driver == existing.Driver
                ? existing
                : throw EngineError.Conflict($"create {name}: volume name must be unique");
        }

        driver = string.IsNullOrEmpty(driver) ? "local" : driver;
        if (driver != "local" && !model.Engine.VolumeDrivers.Contains(driver))
        {
            throw EngineError.NotFound($"create {name}: error looking up volume plugin {driver}: plugin \"{driver}\" not found");
        }

        if (name.Length == 1)
        {
            throw EngineError.Invalid($"create {name}: volume name is too short, names should be at least two alphanumeric characters");
        }

        if (!ValidName().IsMatch(name))
        {
            throw EngineError.Invalid($"create {name}: \"{name}\" includes invalid characters for a local volume name, only \"[a-zA-Z0-9][a-zA-Z0-9_.-]\" are allowed. If you intended to pass a host directory, use absolute path");
        }

        if (driver == "local" && options?.Keys.FirstOrDefault(key => key is not ("type" or "o" or "device" or "size")) is { } unknown)
        {
            throw EngineError.Invalid($"create {name}: invalid option: \"{unknown}\"");
        }

        var volume = new FakeVolume(name, driver) { Labels = labels, Options = options };
        _volumes[name] = volume;
        model.Events.Add("volume", "create", name, [new("driver", driver)]);
        return volume;
    }

    public FakeVolume? Find(string name) => _volumes.GetValueOrDefault(name);

    public void Remove(FakeVolume volume)
    {
        var users = model.UsersOf(volume).Select(container => container.Id).ToArray();
        if (users.Length > 0)
        {
            throw EngineError.Conflict($"remove {volume.Name}: volume is in use - [{string.Join(", ", users)}]");
        }

        _volumes.Remove(volume.Name);
        model.Events.Add("volume", "destroy", volume.Name, [new("driver", volume.Driver)]);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_.-]+$")]
    private static partial Regex ValidName();
}
