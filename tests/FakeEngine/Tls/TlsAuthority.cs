using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace DockerNet.FakeEngine;

/// <summary>Makes a CA, a server's and a client's certificate, and lays the client's out as <c>DOCKER_CERT_PATH</c> wants them.</summary>
internal sealed class TlsAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset To = DateTimeOffset.UtcNow.AddDays(30);

    private readonly X509Certificate2 _root;

    public TlsAuthority(string folder)
    {
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=FakeEngine CA", rootKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        _root = request.CreateSelfSigned(From, To);

        var (server, serverKey) = Issue("CN=localhost", "1.3.6.1.5.5.7.3.1");
        using (serverKey)
        using (server)
        {
            // Windows needs the key in a store it can find again; PKCS#12 does that everywhere.
            using var both = server.CopyWithPrivateKey(serverKey);
            Server = X509CertificateLoader.LoadPkcs12(both.Export(X509ContentType.Pkcs12), null);
        }

        var (client, clientKey) = Issue("CN=client", "1.3.6.1.5.5.7.3.2");
        using (clientKey)
        using (client)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, "ca.pem"), _root.ExportCertificatePem() + "\n");
            File.WriteAllText(Path.Combine(folder, "cert.pem"), client.ExportCertificatePem() + "\n");
            File.WriteAllText(Path.Combine(folder, "key.pem"), clientKey.ExportPkcs8PrivateKeyPem() + "\n");
        }
    }

    public X509Certificate2 Server { get; }

    public bool Issued(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate);
    }

    public void Dispose()
    {
        _root.Dispose();
        Server.Dispose();
    }

    private (X509Certificate2 Certificate, ECDsa Key) Issue(string subject, string usage)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        return (request.Create(_root, From, To.AddDays(-1), RandomNumberGenerator.GetBytes(12)), key);
    }
}
