namespace DockerNet.Engine;

/// <summary>What Docker's configuration knows of a registry.</summary>
/// <param name="Credential">Who asks; null for nobody in particular.</param>
/// <param name="Trouble">Why a configured credential could not be had; null where nothing went wrong. Holds no secret.</param>
internal sealed record RegistryLogin(RegistryCredential? Credential, string? Trouble = null);
