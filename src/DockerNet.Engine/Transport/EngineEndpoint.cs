namespace DockerNet.Engine.Transport;

/// <summary>Where an engine answers, and with which certificates.</summary>
/// <param name="Address">The endpoint as a URI: <c>unix</c>, <c>npipe</c>, <c>tcp</c> or <c>ssh</c>.</param>
/// <param name="CertificateFolder">The folder of ca.pem, cert.pem and key.pem; null for a connection without TLS.</param>
/// <param name="VerifyServer">Whether the engine's certificate is verified; false only where a Docker context says so.</param>
internal sealed record EngineEndpoint(Uri Address, string? CertificateFolder = null, bool VerifyServer = true)
{
    /// <summary>The port of an engine on TCP without and with TLS, where none is given (IANA: docker, docker-s).</summary>
    private const int PlainPort = 2375;
    private const int TlsPort = 2376;

    /// <summary>The endpoint as every object carries it.</summary>
    public string Name => Address.Scheme is "unix" ? $"unix://{Address.LocalPath}" : Address.GetComponents(UriComponents.SchemeAndServer | UriComponents.UserInfo | UriComponents.Path, UriFormat.UriEscaped).TrimEnd('/');

    /// <summary>Whether the engine shares this machine's files and ports.</summary>
    public bool IsLocal => Address.Scheme is "unix" or "npipe" || (Address.Scheme is "tcp" && Address.IsLoopback);

    /// <summary>The port to dial for <c>tcp</c>.</summary>
    public int Port => !Address.IsDefaultPort && Address.Port > 0 ? Address.Port : CertificateFolder is null ? PlainPort : TlsPort;

    /// <summary>Whether <paramref name="text"/> is written as an endpoint rather than as the name of a context.</summary>
    public static bool LooksLikeAddress(string text) =>
        text.Contains("://", StringComparison.Ordinal) || Path.IsPathRooted(text) || text.Contains(':', StringComparison.Ordinal);

    /// <summary>Understands what <c>DOCKER_HOST</c> and <c>docker -H</c> understand, and the plain path of a socket.</summary>
    /// <param name="text">The endpoint.</param>
    /// <param name="certificateFolder">The folder of the TLS files, if the connection is to be secured.</param>
    /// <param name="verifyServer">Whether the engine's certificate is verified.</param>
    /// <exception cref="DockerNetException"><c>InvalidEngine</c>.</exception>
    public static EngineEndpoint Parse(string text, string? certificateFolder = null, bool verifyServer = true)
    {
        if (Path.IsPathRooted(text))
        {
            return new(new Uri($"unix://{text}"));
        }

        // docker's own spelling of a Windows pipe has two slashes too many for a URI.
        var spelled = text.Replace("npipe:////./", "npipe://./", StringComparison.OrdinalIgnoreCase);
        spelled = spelled.Contains("://", StringComparison.Ordinal) ? spelled : $"tcp://{spelled}";
        if (!Uri.TryCreate(spelled, UriKind.Absolute, out var address))
        {
            throw EngineError.InvalidEndpoint(text, "it is not a valid address.");
        }

        if (address.UserInfo.Contains(':', StringComparison.Ordinal))
        {
            // Every object carries its engine's address, and shows it.
            var name = address.UserInfo[..address.UserInfo.IndexOf(':', StringComparison.Ordinal)];
            throw EngineError.InvalidEndpoint(new UriBuilder(address) { UserName = name, Password = "" }.Uri.ToString().TrimEnd('/'), "a password has no place in an address: use a key and ssh's agent.");
        }

        switch (address.Scheme)
        {
            case "unix" when address.LocalPath.Length > 1:
            case "npipe":
            case "ssh" when address.Host.Length > 0:
                return new(address);
            case "tcp" or "http" or "https" when address.Host.Length > 0:
                var secure = certificateFolder is not null || address.Scheme is "https";
                var tcp = new UriBuilder(address) { Scheme = "tcp", Port = address.IsDefaultPort && !spelled.Contains($":{address.Port}", StringComparison.Ordinal) ? -1 : address.Port };
                return new(tcp.Uri, secure ? certificateFolder ?? "" : null, verifyServer);
            default:
                throw EngineError.InvalidEndpoint(text, $"the scheme '{address.Scheme}' is not one that an engine answers at.");
        }
    }
}
