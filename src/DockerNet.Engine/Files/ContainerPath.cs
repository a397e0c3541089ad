namespace DockerNet.Engine.Files;

/// <summary>Paths inside containers: absolute, with slashes.</summary>
internal static class ContainerPath
{
    /// <summary>The path from the root, without <c>.</c>, <c>..</c> and a slash at its end.</summary>
    public static string Clean(string path)
    {
        var segments = new List<string>();
        foreach (var segment in path.Split('/'))
        {
            if (segment is "..")
            {
                if (segments.Count > 0)
                {
                    segments.RemoveAt(segments.Count - 1);
                }
            }
            else if (segment is not "" and not ".")
            {
                segments.Add(segment);
            }
        }

        return "/" + string.Join('/', segments);
    }

    /// <summary>Whether a path stands for what is in the folder, as <c>docker cp</c> has it.</summary>
    public static bool IsContents(string path) => path is "." || path.EndsWith("/.", StringComparison.Ordinal);

    /// <summary>The folder of a clean path.</summary>
    public static string Parent(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";

    /// <summary>The last part of a clean path; empty for the root.</summary>
    public static string Name(string path) => path[(path.LastIndexOf('/') + 1)..];
}
