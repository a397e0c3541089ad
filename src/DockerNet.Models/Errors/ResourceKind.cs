namespace DockerNet;

/// <summary>The kinds of things an engine keeps, as they stand in error ids.</summary>
public static class ResourceKind
{
    /// <summary>A container.</summary>
    public const string Container = "Container";

    /// <summary>A network.</summary>
    public const string Network = "Network";

    /// <summary>A volume.</summary>
    public const string Volume = "Volume";

    /// <summary>An image.</summary>
    public const string Image = "Image";

    /// <summary>A swarm node.</summary>
    public const string Node = "Node";

    /// <summary>A swarm service.</summary>
    public const string Service = "Service";

    /// <summary>A command under way in a container.</summary>
    public const string Exec = "Exec";

    /// <summary>A driver of networks, volumes or logs: built in, or a plug-in.</summary>
    public const string Driver = "Driver";

    /// <summary>The engine itself.</summary>
    public const string Engine = "Engine";

    internal static string InWords(string kind) => kind switch
    {
        Node => "swarm node",
        Service => "service",
        Exec => "command under way",
        _ => kind.ToLowerInvariant(),
    };

    internal static string ListCommand(string kind) => kind switch
    {
        Container or Exec => "Get-Container",
        _ => $"Get-Docker{kind}",
    };
}
