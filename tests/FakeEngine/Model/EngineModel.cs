using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>Everything the engine knows. Whoever reads or changes it holds <see cref="Sync"/>.</summary>
internal sealed class EngineModel
{
    private readonly Dictionary<string, FakeContainer> _containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    public EngineModel(FakeDockerEngine engine, ApiVersion version)
    {
        Engine = engine;
        Version = version;
        Fabric = new NetworkFabric(this);
        Factory = new ContainerFactory(this);
        Life = new ContainerLife(this);
        Images = new ImageStore(this);
        Volumes = new VolumeStore(this);
        Swarm = new FakeSwarm(this);
    }

    public Lock Sync { get; } = new();

    public FakeDockerEngine Engine { get; }

    /// <summary>The newest version the engine speaks; it tells which engine this is.</summary>
    public ApiVersion Version { get; }

    public NetworkFabric Fabric { get; }

    public ContainerFactory Factory { get; }

    public ContainerLife Life { get; }

    public ImageStore Images { get; }

    public VolumeStore Volumes { get; }

    public FakeSwarm Swarm { get; }

    public EventLog Events { get; } = new();

    public Dictionary<string, FakeExec> Execs { get; } = new(StringComparer.Ordinal);

    /// <summary>In the order they were made.</summary>
    public IReadOnlyCollection<FakeContainer> Containers => _containers.Values;

    public void Add(FakeContainer container)
    {
        if (_names.TryGetValue(container.Name, out var owner))
        {
            throw NameTaken(container.Name, owner);
        }

        _names[container.Name] = container.Id;
        _containers[container.Id] = container;
    }

    public void Remove(FakeContainer container)
    {
        _containers.Remove(container.Id);
        _names.Remove(container.Name);
        foreach (var exec in Execs.Values.Where(exec => exec.Container == container).ToArray())
        {
            Execs.Remove(exec.Id);
        }
    }

    public void Rename(FakeContainer container, string name)
    {
        if (_names.TryGetValue(name, out var owner))
        {
            throw new EngineError(409, "Error when allocating new name: " + NameTaken(name, owner).Message);
        }

        _names.Remove(container.Name);
        _names[name] = container.Id;
        container.Name = name;
    }

    public void ReserveName(string name)
    {
        if (_names.TryGetValue(name, out var owner))
        {
            throw NameTaken(name, owner);
        }
    }

    public bool IsNameFree(string name) => !_names.ContainsKey(name);

    public FakeContainer Container(string reference) =>
        FindContainer(reference) ?? throw EngineError.NotFound($"No such container: {reference}");

    public FakeContainer? FindContainer(string reference)
    {
        if (_containers.TryGetValue(reference, out var container))
        {
            return container;
        }

        if (_names.TryGetValue(reference.TrimStart('/'), out var id))
        {
            return _containers[id];
        }

        if (reference.Length == 0)
        {
            return null;
        }

        var matches = _containers.Values.Where(candidate => candidate.Id.StartsWith(reference, StringComparison.Ordinal)).Take(2).ToArray();
        return matches.Length switch
        {
            0 => null,
            1 => matches[0],
            _ when Version.AtLeast(45) => throw EngineError.Invalid($"multiple IDs found with provided prefix: {reference}"),
            _ => throw EngineError.Internal($"Multiple IDs found with provided prefix: {reference}"),
        };
    }

    /// <summary>The links by which others know it: <c>/web/db</c>.</summary>
    public IEnumerable<string> LinkNamesOf(FakeContainer container) =>
        _linked
            ? _containers.Values.SelectMany(other => other.HostConfig.Texts("Links")
                .Select(link => link.Split(':'))
                .Where(link => link[0].TrimStart('/') == container.Name && link.Length == 2)
                .Select(link => link[1]))
            : [];

    private bool _linked;

    /// <summary>From now on, names made by links have to be looked for.</summary>
    public void HasLinks() => _linked = true;

    public IReadOnlyList<string> ExecsOf(FakeContainer container) =>
        [.. Execs.Values.Where(exec => exec.Container == container && exec.Running).Select(exec => exec.Id)];

    /// <summary>The image as a list shows it: its name, or the id once the name means another image.</summary>
    public string ImageLabelOf(FakeContainer container) =>
        Images.Find(container.Image)?.Id == container.ImageId ? container.Image : container.ImageId;

    public void ContainerEvent(FakeContainer container, string action, params ReadOnlySpan<(string Key, string Value)> more)
    {
        var attributes = new Dictionary<string, string>(container.Labels, StringComparer.Ordinal)
        {
            ["image"] = container.Image,
            ["name"] = container.Name,
        };
        foreach (var (key, value) in more)
        {
            attributes[key] = value;
        }

        Events.Add("container", action, container.Id, attributes);
    }

    /// <summary>Whether a container uses a volume.</summary>
    public IEnumerable<FakeContainer> UsersOf(FakeVolume volume) =>
        _containers.Values.Where(container => container.MountList.Exists(mount => mount.Name == volume.Name && mount.Type == "volume"));

    public JsonObject Info() => new()
    {
        ["Containers"] = _containers.Count,
        ["ContainersRunning"] = _containers.Values.Count(container => container.Status == "running"),
        ["ContainersPaused"] = _containers.Values.Count(container => container.Status == "paused"),
        ["ContainersStopped"] = _containers.Values.Count(container => !container.IsRunning),
        ["Images"] = Images.All.Count,
    };

    private static EngineError NameTaken(string name, string owner) => EngineError.Conflict(
        $"Conflict. The container name \"/{name}\" is already in use by container \"{owner}\". You have to remove (or rename) that container to be able to reuse that name.");
}
