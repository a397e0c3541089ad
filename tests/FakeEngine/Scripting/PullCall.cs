namespace DockerNet.FakeEngine;

/// <summary>A pull that a client asks for.</summary>
public sealed record PullCall(string Image, string Tag, string? Platform, string? RegistryAuth)
{
    /// <summary>Image and tag together: <c>nginx:latest</c>.</summary>
    public string Reference => Tag.StartsWith("sha256:", StringComparison.Ordinal) ? $"{Image}@{Tag}" : $"{Image}:{Tag}";
}
