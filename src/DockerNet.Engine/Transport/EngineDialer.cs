using System.IO.Pipes;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DockerNet.Engine.Transport;

/// <summary>Opens one connection to an engine: socket, pipe, TCP with or without TLS, or <c>ssh HOST docker system dial-stdio</c>.</summary>
internal sealed class EngineDialer(EngineEndpoint endpoint)
{
    /// <summary>How long an engine may take to accept a connection.</summary>
    public static TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    private readonly Lazy<SslClientAuthenticationOptions> _tls = new(() => TlsOptions(endpoint));

    /// <summary>Opens a connection.</summary>
    /// <exception cref="DockerNetException"><c>EngineUnavailable</c>, <c>EngineAccessDenied</c>, <c>EngineTlsFailed</c>, <c>EngineTimeout</c>.</exception>
    public async Task<EngineStream> DialAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(ConnectTimeout);
        try
        {
            return endpoint.Address.Scheme switch
            {
                "unix" => await DialSocketAsync(patience.Token).ConfigureAwait(false),
                "npipe" => await DialPipeAsync(patience.Token).ConfigureAwait(false),
                "ssh" => SshConnection.Open(endpoint),
                _ => await DialTcpAsync(patience.Token).ConfigureAwait(false),
            };
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw EngineError.TimedOut(endpoint.Name, ConnectTimeout, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw EngineError.AccessDenied(endpoint.Name, e);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AccessDenied)
        {
            throw EngineError.AccessDenied(endpoint.Name, e);
        }
        catch (SocketException e)
        {
            // Told by the failure, not asked before: a socket in a folder that this user may not enter is there all the same.
            var isMissing = endpoint.Address.Scheme is "unix" && !Path.Exists(endpoint.Address.LocalPath);
            throw EngineError.Unavailable(endpoint.Name, isMissing ? "the socket does not exist." : e.Message, e);
        }
        catch (Exception e) when (e is System.Security.Authentication.AuthenticationException or CryptographicException)
        {
            throw EngineError.TlsFailed(endpoint.Name, e.Message, e);
        }
        catch (IOException e)
        {
            throw EngineError.Unavailable(endpoint.Name, e.Message, e);
        }
    }

    private async Task<EngineStream> DialSocketAsync(CancellationToken cancellationToken)
    {
        var path = endpoint.Address.LocalPath;
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await ConnectAsync(socket, new UnixDomainSocketEndPoint(path), cancellationToken).ConfigureAwait(false);
        return new EngineStream(new NetworkStream(socket, ownsSocket: true), () => socket.Shutdown(SocketShutdown.Send));
    }

    private async Task<EngineStream> DialTcpAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await ConnectAsync(socket, new System.Net.DnsEndPoint(endpoint.Address.DnsSafeHost, endpoint.Port), cancellationToken).ConfigureAwait(false);
        var plain = new NetworkStream(socket, ownsSocket: true);
        if (endpoint.CertificateFolder is null)
        {
            return new EngineStream(plain, () => socket.Shutdown(SocketShutdown.Send));
        }

        var secure = new SslStream(plain);
        try
        {
            await secure.AuthenticateAsClientAsync(_tls.Value, cancellationToken).ConfigureAwait(false);
            // close_notify is TLS's way to say that nothing more will be written (RFC 8446, 6.1).
            return new EngineStream(secure, () => secure.ShutdownAsync().GetAwaiter().GetResult());
        }
        catch (IOException e) when (!cancellationToken.IsCancellationRequested)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw EngineError.TlsFailed(endpoint.Name, e.Message, e);
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task ConnectAsync(Socket socket, System.Net.EndPoint address, CancellationToken cancellationToken)
    {
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task<EngineStream> DialPipeAsync(CancellationToken cancellationToken)
    {
        var name = endpoint.Address.AbsolutePath.TrimStart('/');
        name = name.StartsWith("pipe/", StringComparison.OrdinalIgnoreCase) ? name[5..] : name;
        var server = endpoint.Address.Host is { Length: > 0 } host ? host : ".";
        var pipe = new NamedPipeClientStream(server, name, PipeDirection.InOut, PipeOptions.Asynchronous);
        try
        {
            await pipe.ConnectAsync(cancellationToken).ConfigureAwait(false);
            // The engine's pipe is in message mode: an empty message ends the input (go-winio's CloseWrite).
            return new EngineStream(pipe, () => pipe.Write([]));
        }
        catch
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static SslClientAuthenticationOptions TlsOptions(EngineEndpoint endpoint)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = endpoint.Address.DnsSafeHost };
        if (endpoint.CertificateFolder is { Length: > 0 } folder)
        {
            var (ca, certificate, key) = (Path.Combine(folder, "ca.pem"), Path.Combine(folder, "cert.pem"), Path.Combine(folder, "key.pem"));
            if (File.Exists(certificate) || File.Exists(key))
            {
                options.ClientCertificates = [ClientCertificate(endpoint, certificate, key)];
            }

            if (File.Exists(ca))
            {
                options.CertificateChainPolicy = new X509ChainPolicy
                {
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                    RevocationMode = X509RevocationMode.NoCheck,
                };
                options.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(ca);
            }
        }

        if (!endpoint.VerifyServer)
        {
            // The user said so in the context (docker context create --docker skip-tls-verify=true); nothing else turns it off.
#pragma warning disable CA5359
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }

    private static X509Certificate2 ClientCertificate(EngineEndpoint endpoint, string certificate, string key)
    {
        try
        {
            using var pem = X509Certificate2.CreateFromPemFile(certificate, key);
            // Windows' TLS cannot use the ephemeral key of a PEM file.
            return new X509Certificate2(pem.Export(X509ContentType.Pkcs12));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw EngineError.TlsFailed(endpoint.Name, e.Message, e);
        }
    }
}
