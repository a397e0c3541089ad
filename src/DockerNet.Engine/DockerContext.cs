namespace DockerNet.Engine;

/// <summary>A context of the docker CLI: a named engine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Endpoint">Where the engine answers.</param>
/// <param name="CertificateFolder">The folder of ca.pem, cert.pem and key.pem; null for a connection without TLS.</param>
/// <param name="VerifyServer">Whether the engine's certificate is verified.</param>
public sealed record DockerContext(string Name, string Endpoint, string? CertificateFolder, bool VerifyServer);
