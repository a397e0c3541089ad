namespace DockerNet.Engine.Files;

/// <summary>What the engine gives archives of and takes them for.</summary>
/// <param name="Container">The container that the engine is asked for: its name or id.</param>
/// <param name="Root">The folder in it that is the root; empty for the container's own.</param>
/// <param name="Kind">The <see cref="ResourceKind"/> that the user sees.</param>
/// <param name="Name">The name that the user knows it by.</param>
internal sealed record ArchivePlace(string Container, string Root, string Kind, string Name);
