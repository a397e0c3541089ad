namespace DockerNet.Shell;

/// <summary>The command line cannot be carried out as it is.</summary>
internal sealed class UsageException(string message) : Exception(message);
