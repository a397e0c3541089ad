namespace DockerNet.Integration;

/// <summary>A theory that needs the docker CLI, and is skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DockerCliTheoryAttribute : TheoryAttribute
{
    public DockerCliTheoryAttribute() => Skip = DockerCli.Location is null ? "There is no docker CLI: set DOCKERNET_DOCKER_CLI to its path, or put it on PATH." : null;
}
