using DockerNet.Engine.Backups;

namespace DockerNet.Engine;

/// <summary>One Docker Engine: what can be asked of it, by resource.</summary>
public sealed class DockerEngine
{
    private readonly EngineConnection _connection;

    private DockerEngine(EngineConnection connection)
    {
        _connection = connection;
        Networks = new(connection);
        Containers = new(connection);
        Commands = new(connection);
        Runs = new(connection);
        Swarm = new(connection);
        Nodes = new(connection);
        Services = new(connection);
        ServiceLogs = new(connection);
        Logs = new(connection);
        Files = new(connection);
        Images = new(connection);
        Volumes = new(connection);
        Backups = new(connection);
        VolumeFiles = new(connection);
        Events = new(connection);
        Ports = new(connection);
        Replacements = new(connection);
        System = new(connection);
    }

    /// <summary>The endpoint, as every object carries it.</summary>
    public string Endpoint => _connection.Name;

    /// <summary>Whether the engine shares this machine's files and ports.</summary>
    public bool IsLocal => _connection.Endpoint.IsLocal;

    /// <summary>Networks.</summary>
    public Networks Networks { get; }

    /// <summary>Containers.</summary>
    public Containers Containers { get; }

    /// <summary>Commands in containers.</summary>
    public ContainerCommands Commands { get; }

    /// <summary>Containers that are run and attended to.</summary>
    public ContainerRuns Runs { get; }

    /// <summary>The engine's part in a swarm.</summary>
    public Swarms Swarm { get; }

    /// <summary>The nodes of its swarm.</summary>
    public SwarmNodes Nodes { get; }

    /// <summary>The services of its swarm.</summary>
    public Services Services { get; }

    /// <summary>Logs of the services of its swarm.</summary>
    public ServiceLogs ServiceLogs { get; }

    /// <summary>Logs of containers.</summary>
    public ContainerLogs Logs { get; }

    /// <summary>Files in containers.</summary>
    public ContainerFiles Files { get; }

    /// <summary>What happens on the engine.</summary>
    public EngineEvents Events { get; }

    /// <summary>Images.</summary>
    public Images Images { get; }

    /// <summary>Volumes.</summary>
    public Volumes Volumes { get; }

    /// <summary>Backups of volumes.</summary>
    public VolumeBackups Backups { get; }

    /// <summary>Files in volumes.</summary>
    public VolumeFiles VolumeFiles { get; }

    /// <summary>Ports of the host.</summary>
    public Ports Ports { get; }

    /// <summary>Replacing containers.</summary>
    public Replacements Replacements { get; }

    /// <summary>The engine itself.</summary>
    public EngineSystem System { get; }

    /// <summary>The keys that Docker's configuration has for detaching; null where it has none.</summary>
    public static Task<string?> DetachKeysAsync(CancellationToken cancellationToken) => DockerConfiguration.DetachKeysAsync(cancellationToken);

    /// <summary>Whether an engine shares this machine's files and ports, without asking it.</summary>
    /// <param name="engine">An address or the name of a Docker context; null or empty for the default.</param>
    /// <exception cref="DockerNetException">The engine cannot be found.</exception>
    public static bool IsLocalAt(string? engine) => Transport.EndpointDiscovery.Resolve(engine).IsLocal;

    /// <summary>The engine that a user's word stands for; the process keeps one connection to each.</summary>
    /// <param name="engine">An address or the name of a Docker context; null or empty for the default.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="DockerNetException">The engine cannot be found or reached.</exception>
    public static async Task<DockerEngine> ConnectAsync(string? engine, CancellationToken cancellationToken) =>
        new(await EngineConnection.GetAsync(engine, cancellationToken).ConfigureAwait(false));
}
