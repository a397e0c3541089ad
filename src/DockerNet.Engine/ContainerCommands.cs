namespace DockerNet.Engine;

/// <summary>Commands in running containers. Source: the Exec section of the engine API.</summary>
public sealed class ContainerCommands
{
    private readonly EngineConnection _engine;

    internal ContainerCommands(EngineConnection engine) => _engine = engine;

    /// <summary>Starts a command and gives its lines as they come; <see cref="RunningCommand.ExitCodeAsync"/> tells afterwards how it ended.</summary>
    /// <param name="container">A running container.</param>
    /// <param name="command">The command and its arguments.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ContainerNotRunning</c>, <c>ContainerNotFound</c>.</exception>
    public async Task<RunningCommand> StartAsync(Container container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            var exec = await _engine.CallAsync(
                (client, token) => client.Exec.CreateContainerExecAsync(container.Id, new() { Cmd = [.. command], AttachStdout = true, AttachStderr = true }, token),
                ResourceKind.Container,
                container.Name,
                cancellationToken).ConfigureAwait(false);
            var frames = await _engine.CallAsync(
                (client, token) => client.Exec.StartContainerExecAsync(exec.ID, new(), token),
                ResourceKind.Container,
                container.Name,
                cancellationToken).ConfigureAwait(false);
            return new RunningCommand(_engine, container, exec.ID, frames);
        }
        catch (DockerNetException e) when (e.ErrorId is "ResourceConflict")
        {
            throw new DockerNetException("ContainerNotRunning", System.Management.Automation.ErrorCategory.InvalidOperation, e.Message, container.Name, "Start it first: Start-Container.", e.InnerException);
        }
    }
}
