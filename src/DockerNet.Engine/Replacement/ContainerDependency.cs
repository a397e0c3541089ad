using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Which containers need which others to start: those whose network, IPC or PID namespace they share, and those they are linked to.
/// Volumes taken from another container are the volumes themselves: these do not depend on that container.</summary>
internal static class ContainerDependency
{
    private static readonly string[] Modes = ["NetworkMode", "IpcMode", "PidMode"];

    /// <summary>Whether a container needs another one.</summary>
    /// <param name="inspect">The container.</param>
    /// <param name="id">The other's id.</param>
    /// <param name="name">The other's name.</param>
    public static bool Needs(JsonObject inspect, string id, string name) =>
        Modes.Any(mode => (string?)inspect["HostConfig"]?[mode] == $"container:{id}")
        || inspect["HostConfig"]?["Links"].ToTexts().Any(link => Linked(link) == name) is true;

    /// <summary>The name of the container that a link leads to; the engine tells the one that it has while another takes its place.</summary>
    private static string Linked(string link)
    {
        var name = link.Split(':')[0].TrimStart('/');
        return ReplacedName.Parse(name)?.Name ?? name;
    }

    /// <summary>Those first that others need.</summary>
    public static IReadOnlyList<T> InOrder<T>(IReadOnlyList<T> items, Func<T, string> id, Func<T, string> name, Func<T, JsonObject> inspect)
    {
        var (ordered, left) = (new List<T>(), items.ToList());
        while (left.Count > 0)
        {
            var next = left.FirstOrDefault(item => !left.Exists(other => id(other) != id(item) && Needs(inspect(item), id(other), name(other)))) ?? left[0];
            ordered.Add(next);
            left.Remove(next);
        }

        return ordered;
    }
}
