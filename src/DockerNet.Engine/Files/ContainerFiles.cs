using DockerNet.Engine.Files;

namespace DockerNet.Engine;

/// <summary>Files between containers, running or not, and this machine, with the rules of <c>docker cp</c>.</summary>
public sealed class ContainerFiles
{
    private readonly EngineConnection _engine;

    internal ContainerFiles(EngineConnection engine) => _engine = engine;

    /// <summary>Copies a file or folder of a container to this machine.</summary>
    /// <param name="container">The container.</param>
    /// <param name="path">The path in the container; with <c>/.</c> at its end, what is in the folder.</param>
    /// <param name="destination">The full path on this machine; with a separator at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <returns>Where it was copied to.</returns>
    /// <exception cref="DockerNetException"><c>ContainerPathNotFound</c>, <c>CopyConflict</c>, <c>StreamBroken</c>, <c>FileFailed</c>.</exception>
    public Task<string> CopyOutAsync(Container container, string path, string destination, CopyOptions options, CancellationToken cancellationToken) =>
        In(container).CopyOutAsync(path, destination, options, cancellationToken);

    /// <summary>Copies a file or folder of this machine into a container.</summary>
    /// <param name="source">The full path on this machine; with a separator and a dot at its end, what is in the folder.</param>
    /// <param name="container">The container.</param>
    /// <param name="path">The path in the container; with a slash at its end, a folder.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Stops the copying.</param>
    /// <exception cref="DockerNetException"><c>ContainerPathNotFound</c>, <c>CopyConflict</c>, <c>FileExists</c>, <c>FileFailed</c>.</exception>
    public Task CopyInAsync(string source, Container container, string path, CopyOptions options, CancellationToken cancellationToken) =>
        In(container).CopyInAsync(source, path, options, cancellationToken);

    /// <summary>What is in a folder of a container, as much of it as comes in a moment: for a prompt, which cannot wait for all that lies below.</summary>
    /// <param name="container">The container.</param>
    /// <param name="folder">The path of the folder.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Files and folders, without what is in those; nothing where there is no such folder.</returns>
    public Task<IReadOnlyList<PathStat>> ListAsync(Container container, string folder, CancellationToken cancellationToken) => In(container).ListAsync(folder, cancellationToken);

    private ArchiveCopy In(Container container) => new(_engine, new(container.Id, "", ResourceKind.Container, container.Name));
}
