namespace DockerNet.Shell;

/// <summary>The session could not be opened.</summary>
internal sealed class StartupException(string message, Exception? cause = null) : Exception(message, cause);
