using System.Management.Automation;

namespace DockerNet;

/// <summary>Failures of the engine or of the way to it.</summary>
public static class EngineError
{
    /// <summary>Nothing answers at the endpoint.</summary>
    public static DockerNetException Unavailable(string endpoint, string cause, Exception? inner = null) => new(
        "EngineUnavailable",
        ErrorCategory.ConnectionError,
        $"No Docker Engine answers at '{endpoint}': {cause}",
        endpoint,
        "Start the engine, or name another with -Engine or the DOCKER_HOST environment variable.",
        inner);

    /// <summary>ssh does not reach the host, or finds no engine there.</summary>
    public static DockerNetException SshFailed(string endpoint, string words, Exception? inner = null) => new(
        "EngineUnavailable",
        ErrorCategory.ConnectionError,
        $"No Docker Engine answers at '{endpoint}': {words}",
        endpoint,
        "Check that ssh reaches the host without a question and finds docker there: ssh HOST docker version.",
        inner);

    /// <summary>No endpoint was named and none of the platform's usual ones exists.</summary>
    public static DockerNetException NoneFound(IEnumerable<string> tried) => new(
        "EngineUnavailable",
        ErrorCategory.ConnectionError,
        $"No Docker Engine was found. Tried: {string.Join(", ", tried)}.",
        null,
        "Start the engine, or name one with -Engine or the DOCKER_HOST environment variable.");

    /// <summary>The socket is there, but this user may not open it.</summary>
    public static DockerNetException AccessDenied(string endpoint, Exception? inner = null) => new(
        "EngineAccessDenied",
        ErrorCategory.PermissionDenied,
        $"Permission denied on the Docker Engine's socket at '{endpoint}'.",
        endpoint,
        "Run as root or as a member of the socket's group (usually 'docker'), or use a rootless engine.",
        inner);

    /// <summary>TLS could not be set up, or the other side is not who it should be.</summary>
    public static DockerNetException TlsFailed(string endpoint, string cause, Exception? inner = null) => new(
        "EngineTlsFailed",
        ErrorCategory.AuthenticationError,
        $"TLS with the Docker Engine at '{endpoint}' failed: {cause}",
        endpoint,
        "Check ca.pem, cert.pem and key.pem in DOCKER_CERT_PATH (or in the context) against the engine's certificate.",
        inner);

    /// <summary>The engine did not answer in time.</summary>
    public static DockerNetException TimedOut(string endpoint, TimeSpan after, Exception? inner = null) => new(
        "EngineTimeout",
        ErrorCategory.OperationTimeout,
        $"The Docker Engine at '{endpoint}' did not answer within {after.TotalSeconds:0.#} s.",
        endpoint,
        "Check that the engine is healthy and reachable.",
        inner);

    /// <summary>The connection broke while the engine was answering: whether the change was made is unknown.</summary>
    public static DockerNetException StreamBroken(string endpoint, string cause, object? target, Exception? inner = null) => new(
        "StreamBroken",
        ErrorCategory.ReadError,
        $"The connection to the Docker Engine at '{endpoint}' broke: {cause}",
        target ?? endpoint,
        "The engine may have stopped. Look at what it did before trying again.",
        inner);

    /// <summary>The engine failed on its own side (HTTP 5xx).</summary>
    public static DockerNetException Fault(string message, object? target, Exception? inner = null) => new(
        "EngineFault", ErrorCategory.InvalidOperation, message, target, null, inner);

    /// <summary>The engine refused the request as not valid (HTTP 400).</summary>
    public static DockerNetException Refused(string message, object? target, Exception? inner = null) => new(
        "InvalidRequest", ErrorCategory.InvalidArgument, message, target, null, inner);

    /// <summary>The endpoint cannot be understood.</summary>
    public static DockerNetException InvalidEndpoint(string endpoint, string why) => new(
        "InvalidEngine",
        ErrorCategory.InvalidArgument,
        $"'{endpoint}' is no Docker Engine: {why}",
        endpoint,
        "Use unix:///path, tcp://host:port, npipe://./pipe/name, ssh://[user@]host, or the name of a Docker context.");

    /// <summary>What answers speaks no version of the API that DockerNet speaks.</summary>
    public static DockerNetException VersionUnsupported(string endpoint, string spoken, string asked) => new(
        "EngineVersionUnsupported",
        ErrorCategory.NotImplemented,
        $"The Docker Engine at '{endpoint}' speaks API {spoken}, DockerNet speaks {asked}.",
        endpoint,
        "Upgrade the older of the two.");

    /// <summary>The engine (or its kernel, or its version) does not have what was asked for.</summary>
    public static DockerNetException NotSupported(string message, object? target, string? recommendation = null) => new(
        "NotSupportedByEngine", ErrorCategory.NotImplemented, message, target, recommendation);
}
