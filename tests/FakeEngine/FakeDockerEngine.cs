using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>
/// A Docker Engine in memory behind a real HTTP server, on a socket and on TCP: it keeps state, speaks the engine's own
/// texts, records what it is asked, and goes wrong on request.
/// </summary>
public sealed class FakeDockerEngine : IAsyncDisposable
{
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly TlsAuthority? _authority;
    private EngineServer _server = null!;
    private bool _disposed;

    private FakeDockerEngine(FakeEngineOptions options)
    {
        Options = options;
        ApiVersion = ApiVersion.Parse(options.ApiVersion);
        MinApiVersion = ApiVersion.Parse(options.MinApiVersion ?? (ApiVersion.AtLeast(52) ? "1.44" : ApiVersion.AtLeast(44) ? "1.24" : "1.12"));
        EngineVersion = options.EngineVersion ?? ApiVersion.Minor switch
        {
            <= 41 => "20.10.24",
            42 => "23.0.6",
            43 => "24.0.9",
            44 => "25.0.5",
            45 => "26.1.4",
            46 => "27.1.2",
            47 => "27.5.1",
            48 => "28.0.4",
            49 => "28.1.1",
            50 => "28.2.2",
            51 => "28.5.2",
            _ => $"29.{ApiVersion.Minor - 52}.0",
        };
        _ownsFolder = options.Directory is null;
        // A socket's path may have about 100 characters, so the folder has to be near the root.
        _folder = options.Directory ?? Path.Combine(Path.GetTempPath(), "fake-" + Path.GetRandomFileName()[..8]);
        Directory.CreateDirectory(_folder);
        SocketPath = Path.Combine(_folder, "docker.sock");
        if (options.Tls)
        {
            CertificatePath = Path.Combine(_folder, "certs");
            _authority = new TlsAuthority(CertificatePath);
        }

        Model = new EngineModel(this, ApiVersion);
        foreach (var image in options.Images)
        {
            AddImage(image);
        }
    }

    public FakeEngineOptions Options { get; }

    public ApiVersion ApiVersion { get; }

    public ApiVersion MinApiVersion { get; }

    /// <summary>The version of the engine, such as <c>28.5.2</c>.</summary>
    public string EngineVersion { get; }

    /// <summary>The socket's address, as <c>DOCKER_HOST</c> takes it.</summary>
    public string Address => "unix://" + SocketPath;

    public string SocketPath { get; }

    /// <summary>The address on TCP, as <c>DOCKER_HOST</c> takes it; null without TCP.</summary>
    public string? TcpAddress { get; private set; }

    /// <summary>The folder with <c>ca.pem</c>, <c>cert.pem</c> and <c>key.pem</c>; null without TLS.</summary>
    public string? CertificatePath { get; }

    /// <summary>Every request so far, in order.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _server.Requests.All;

    /// <summary>The requests that something still works on: a client that ended cleanly leaves none.</summary>
    public IReadOnlyList<RecordedRequest> OpenRequests => [.. Requests.Where(request => !request.Ended)];

    /// <summary>The connections that are open now.</summary>
    public int OpenConnections => _server.OpenConnections;

    /// <summary>How late every answer is.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>
    /// What a command of an exec does; null, or an answer of null, leaves it to the few commands the engine knows:
    /// echo, printf, cat, sleep, true, false, pwd, env, hostname, whoami, ls and sh -c with those; others are not found (127).
    /// </summary>
    public Func<ExecCall, Task<ExecResult?>>? OnExec { get; set; }

    /// <summary>
    /// What a container's own command does when it starts; with a result it ends. Null leaves it to the commands the engine knows;
    /// all others run until they are stopped.
    /// </summary>
    public Func<ExecCall, Task<ExecResult?>>? OnRun { get; set; }

    /// <summary>How a pull goes; null, or an answer of null, is a success.</summary>
    public Func<PullCall, PullScript?>? OnPull { get; set; }

    /// <summary>Whether a path exists on the engine's host, where a bind mount asks.</summary>
    public Func<string, bool> HostPathExists { get; set; } = _ => true;

    /// <summary>The files of the engine's host, as bind mounts see them.</summary>
    public FakeFileTree HostFiles { get; } = new();

    /// <summary>Drivers of plugins, beside <c>local</c>.</summary>
    public ISet<string> VolumeDrivers { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Drivers of plugins, beside the usual ones.</summary>
    public ISet<string> NetworkDrivers { get; } = new HashSet<string>(StringComparer.Ordinal);

    public IReadOnlyList<FakeContainer> Containers => Read(() => Model.Containers.ToArray());

    public IReadOnlyList<FakeNetwork> Networks => Read(() => Model.Fabric.All.ToArray());

    public IReadOnlyList<FakeVolume> Volumes => Read(() => Model.Volumes.All.ToArray());

    public IReadOnlyList<FakeImage> Images => Read(() => Model.Images.All.ToArray());

    /// <summary>What happened so far, the newest last.</summary>
    public IReadOnlyList<EngineEvent> Events => Model.Events.Since(0);

    internal EngineModel Model { get; }

    public static async Task<FakeDockerEngine> StartAsync(FakeEngineOptions? options = null)
    {
        var engine = new FakeDockerEngine(options ?? new FakeEngineOptions());
        try
        {
            engine._server = await EngineServer.StartAsync(engine, engine.SocketPath, engine._authority);
        }
        catch
        {
            engine.CleanUp();
            throw;
        }

        if (engine.Options.Tcp || engine.Options.Tls)
        {
            engine.TcpAddress = $"tcp://127.0.0.1:{engine._server.Port}";
        }

        return engine;
    }

    /// <summary>A container that is there from the start; its image is made when there is none. Without a network it is in <c>bridge</c>.</summary>
    public FakeContainer AddContainer(string name, string image = "nginx", bool running = true, params IReadOnlyList<string> networks) =>
        AddContainer(name, image, running, configuration: null, networks);

    /// <summary>As above, with what <c>POST /containers/create</c> takes.</summary>
    public FakeContainer AddContainer(string name, string image, bool running, JsonObject? configuration, params IReadOnlyList<string> networks) => Read(() =>
    {
        if (Model.Images.Find(image) is null)
        {
            AddImage(image);
        }

        var request = configuration?.DeepClone().AsObject() ?? [];
        request["Image"] = image;
        if (networks.Count > 0)
        {
            if (request["HostConfig"] is not JsonObject hostConfig)
            {
                request["HostConfig"] = hostConfig = [];
            }

            hostConfig["NetworkMode"] = networks[0];
        }

        var container = Model.Factory.Create(name, request, ApiVersion);
        foreach (var network in networks.Skip(1))
        {
            Model.Fabric.Connect(container, network, null);
        }

        if (running)
        {
            Model.Life.Start(container);
        }

        return container;
    });

    public FakeNetwork AddNetwork(string name, string? subnet = null, string driver = "bridge", IReadOnlyDictionary<string, string>? labels = null)
    {
        var request = new JsonObject { ["Name"] = name, ["Driver"] = driver };
        if (subnet is not null)
        {
            request["IPAM"] = new JsonObject { ["Config"] = new JsonArray(new JsonObject { ["Subnet"] = subnet }) };
        }

        if (labels is not null)
        {
            request["Labels"] = EngineJson.Map(labels);
        }

        return AddNetwork(request);
    }

    /// <summary>As above, with what <c>POST /networks/create</c> takes.</summary>
    public FakeNetwork AddNetwork(JsonObject configuration) => Read(() => Model.Fabric.Create(configuration, ApiVersion));

    /// <param name="name">The name; null for an anonymous volume.</param>
    /// <param name="labels">The labels.</param>
    public FakeVolume AddVolume(string? name = null, IReadOnlyDictionary<string, string>? labels = null) =>
        Read(() => Model.Volumes.Make(name, null, labels, null));

    public FakeImage AddImage(string reference, Action<FakeImage>? configure = null) =>
        Read(() => Model.Images.Add(reference, configure));

    /// <summary>The container of that name or id.</summary>
    public FakeContainer Container(string reference) => Read(() => Model.Container(reference));

    /// <summary>The network of that name or id.</summary>
    public FakeNetwork Network(string reference) => Read(() => Model.Fabric.Get(reference));

    /// <summary>The volume of that name.</summary>
    public FakeVolume Volume(string name) => Read(() => Model.Volumes.Get(name));

    /// <summary>Starts a container as a client would.</summary>
    public void Start(FakeContainer container) => Read(() =>
    {
        Model.Life.Start(container);
        return true;
    });

    /// <summary>Removes a container behind a client's back, whatever it does.</summary>
    public void Remove(FakeContainer container) => Read(() =>
    {
        Model.Life.End(container, 137, asked: true);
        if (!container.IsRemoved)
        {
            Model.Life.Remove(container, withVolumes: false);
        }

        return true;
    });

    /// <summary>Another program on the host listens there.</summary>
    public void OccupyPort(int port, string protocol = "tcp", string address = "0.0.0.0") => Read(() =>
    {
        Model.Fabric.Occupy(port, protocol, address);
        return true;
    });

    /// <summary>Says that something happened.</summary>
    public void Raise(string type, string action, string id, IEnumerable<KeyValuePair<string, string>>? attributes = null) =>
        Model.Events.Add(type, action, id, attributes);

    /// <summary>
    /// Lets a call go wrong: the next one that matches, unless the script says otherwise. Of several, the first that is due strikes.
    /// </summary>
    /// <param name="method">The HTTP method, or <c>*</c>.</param>
    /// <param name="path">The path without version; <c>*</c> is anything within a segment, <c>**</c> anything.</param>
    /// <param name="fault">What goes wrong.</param>
    public FaultScript Fail(string method, string path, Fault fault)
    {
        var script = new FaultScript(new PathPattern(method, path), fault);
        lock (_server.Faults)
        {
            _server.Faults.Add(script);
        }

        return script;
    }

    /// <summary>Nothing goes wrong any more.</summary>
    public void ClearFaults()
    {
        lock (_server.Faults)
        {
            _server.Faults.Clear();
        }
    }

    /// <summary>Answers with this instead, from now on: the newest for a path counts.</summary>
    public void Respond(string method, string path, string body, int status = 200, string contentType = "application/json")
    {
        var answer = new BytesAnswer(status, contentType, System.Text.Encoding.UTF8.GetBytes(body));
        lock (_server.Recorded)
        {
            _server.Recorded.Insert(0, (new PathPattern(method, path), answer));
        }
    }

    /// <summary>Answers with this instead, from now on: the newest for a path counts.</summary>
    public void Respond(string method, string path, JsonNode body, int status = 200) => Respond(method, path, body.ToJsonString(), status);

    /// <summary>The requests for a path so far.</summary>
    public IReadOnlyList<RecordedRequest> RequestsTo(string method, string path)
    {
        var pattern = new PathPattern(method, path);
        return [.. Requests.Where(request => pattern.Matches(request.Method, request.Path))];
    }

    /// <summary>Forgets the requests so far.</summary>
    public void ClearRequests() => _server.Requests.Clear();

    /// <summary>Waits until a request came, also one that came before.</summary>
    public async Task<RecordedRequest> WaitForRequestAsync(string method, string path, TimeSpan? patience = null)
    {
        RecordedRequest? found = null;
        await WaitUntilAsync(() => RequestsTo(method, path) is [.., var last] && (found = last) is not null, patience);
        return found!;
    }

    /// <summary>Waits until nothing works on any request.</summary>
    public Task WaitForQuietAsync(TimeSpan? patience = null) => WaitUntilAsync(() => OpenRequests.Count == 0, patience);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        foreach (var container in Containers)
        {
            container.Run?.Cancel();
        }

        await _server.DisposeAsync();
        CleanUp();
    }

    private void CleanUp()
    {
        _authority?.Dispose();
        if (_ownsFolder)
        {
            Directory.Delete(_folder, recursive: true);
        }
        else
        {
            File.Delete(SocketPath);
        }
    }

    private async Task WaitUntilAsync(Func<bool> condition, TimeSpan? patience)
    {
        using var limit = new CancellationTokenSource(patience ?? TimeSpan.FromSeconds(10));
        while (true)
        {
            var more = _server.Requests.Changed.Next;
            if (condition())
            {
                return;
            }

            await more.WaitAsync(limit.Token);
        }
    }

    private T Read<T>(Func<T> read)
    {
        lock (Model.Sync)
        {
            return read();
        }
    }
}
