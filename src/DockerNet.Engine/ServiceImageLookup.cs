namespace DockerNet.Engine;

/// <summary>How the image of a service is found.</summary>
/// <param name="ResolveDigest">Whether to ask the registry for the image's digest, so that all nodes run the same.</param>
/// <param name="SendCredential">Whether the registry's credential that Docker's configuration knows goes to the swarm, so that its nodes can pull.</param>
public sealed record ServiceImageLookup(bool ResolveDigest, bool SendCredential);
