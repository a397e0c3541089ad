using System.Collections.Concurrent;
using System.Net.Sockets;

namespace DockerNet.Engine.Transport;

/// <summary>Finds the engine to talk to: the one named, else the environment's, else the platform's usual sockets.</summary>
internal static class EndpointDiscovery
{
    /// <summary>An object that came from an engine with TLS carries only the address; its certificates are found again here.</summary>
    private static readonly ConcurrentDictionary<string, EngineEndpoint> Secured = new(StringComparer.Ordinal);

    /// <summary>The endpoint that a user's word stands for.</summary>
    /// <param name="engine">An address or a context's name; null or empty for the default.</param>
    /// <exception cref="DockerNetException"><c>InvalidEngine</c>, <c>EngineUnavailable</c>.</exception>
    public static EngineEndpoint Resolve(string? engine)
    {
        var endpoint = string.IsNullOrWhiteSpace(engine) ? Default() : Named(engine);
        if (endpoint.CertificateFolder is not null)
        {
            Secured[endpoint.Name] = endpoint;
        }

        return endpoint;
    }

    private static EngineEndpoint Named(string engine)
    {
        if (!EngineEndpoint.LooksLikeAddress(engine))
        {
            return Context(engine);
        }

        var endpoint = EngineEndpoint.Parse(engine, EnvironmentCertificates());
        return endpoint.CertificateFolder is null && Secured.TryGetValue(endpoint.Name, out var secured) ? secured : endpoint;
    }

    private static EngineEndpoint Default()
    {
        if (Variable("DOCKER_HOST") is { } host)
        {
            return EngineEndpoint.Parse(host, EnvironmentCertificates());
        }

        if ((Variable("DOCKER_CONTEXT") ?? DockerContexts.Current) is { } context && context != "default")
        {
            return Context(context);
        }

        var candidates = DefaultAddresses().ToList();
        var present = candidates.FirstOrDefault(CanOpen) ?? candidates.FirstOrDefault(Exists);
        return present is null ? throw EngineError.NoneFound(candidates) : EngineEndpoint.Parse(present);
    }

    /// <summary>The platform's usual endpoints: the system's engine, then rootless ones, Docker Desktop, podman.</summary>
    private static IEnumerable<string> DefaultAddresses()
    {
        if (OperatingSystem.IsWindows())
        {
            return ["npipe://./pipe/docker_engine", "npipe://./pipe/dockerDesktopLinuxEngine", "npipe://./pipe/podman-machine-default"];
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var runtime = Variable("XDG_RUNTIME_DIR");
        return new[]
        {
            "/var/run/docker.sock",
            runtime is null ? null : $"{runtime}/docker.sock",
            $"{home}/.docker/run/docker.sock",
            $"{home}/.docker/desktop/docker.sock",
            runtime is null ? null : $"{runtime}/podman/podman.sock",
            "/run/podman/podman.sock",
        }.Where(path => path is not null).Select(path => $"unix://{path}");
    }

    private static bool Exists(string address) =>
        address.StartsWith("unix://", StringComparison.Ordinal) ? File.Exists(address[7..]) : File.Exists($@"\\.\{address[10..].Replace('/', '\\')}");

    private static bool CanOpen(string address)
    {
        if (!Exists(address))
        {
            return false;
        }

        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        // A socket that nobody listens on, or that this user may not open, gives way to the next one.
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(address[7..]));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static EngineEndpoint Context(string name) =>
        DockerContexts.Find(name) is { } context
            ? EngineEndpoint.Parse(context.Endpoint, context.CertificateFolder, context.VerifyServer)
            : throw EngineError.InvalidEndpoint(name, "there is no Docker context of that name.");

    /// <summary>As the docker CLI: <c>DOCKER_TLS_VERIFY</c> turns TLS on, <c>DOCKER_CERT_PATH</c> says where the files are.</summary>
    private static string? EnvironmentCertificates() =>
        Variable("DOCKER_TLS_VERIFY") is null && Variable("DOCKER_TLS") is null ? null : Variable("DOCKER_CERT_PATH") ?? DockerContexts.ConfigFolder;

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
