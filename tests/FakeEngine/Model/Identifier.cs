using System.Security.Cryptography;

namespace DockerNet.FakeEngine;

/// <summary>Makes identifiers as the engine does.</summary>
internal static class Identifier
{
    private const string SwarmAlphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>64 hexadecimal digits.</summary>
    public static string New() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>A digest, as images have.</summary>
    public static string Digest() => "sha256:" + New();

    /// <summary>25 letters and digits, as swarm objects have.</summary>
    public static string Swarm() => RandomNumberGenerator.GetString(SwarmAlphabet, 25);
}
