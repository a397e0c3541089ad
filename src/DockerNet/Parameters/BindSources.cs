using System.Management.Automation;

namespace DockerNet;

/// <summary>Sources of binds as a user gives them, as paths of the engine's host.</summary>
internal static class BindSources
{
    /// <summary>The mount with its source as a full path, where it is a bind; others are left as they are.</summary>
    /// <param name="cmdlet">Whose folder and drives are meant.</param>
    /// <param name="mount">The mount.</param>
    /// <param name="engine">The engine's name, to be told.</param>
    /// <param name="isLocal">Whether the engine has this machine's files.</param>
    /// <param name="create">Whether a folder that is missing is made by the engine rather than an error.</param>
    /// <exception cref="DockerNetException"><c>PathNotFound</c>, <c>PathNotShared</c>.</exception>
    public static Mount WithFullSource(this PSCmdlet cmdlet, Mount mount, string engine, bool isLocal, bool create)
    {
        if (mount is not { Type: MountType.Bind, Source: { } source })
        {
            return mount;
        }

        if (!isLocal)
        {
            if (!IsAbsolute(source))
            {
                throw new DockerNetException(
                    "PathNotShared",
                    ErrorCategory.InvalidArgument,
                    $"'{source}' is a path of this machine, and the engine at '{engine}' has another machine's files.",
                    source,
                    "Give the full path on the engine's host, or copy the files into a volume and mount that.");
            }

            // The engine itself then refuses what is missing there; a label for SELinux it takes only in the form that creates.
            return mount with { CreateSource = create || mount.SELinuxLabel is not null };
        }

        var path = source[0] is '/' ? source : cmdlet.FullPath(source);
        if (!create && !Path.Exists(path))
        {
            throw new DockerNetException("PathNotFound", ErrorCategory.ObjectNotFound, $"There is no '{path}' to mount.", source, "Check the path, or give -CreateSource to have the folder made.");
        }

        return mount with { Source = path, CreateSource = create || mount.CreateSource };
    }

    private static bool IsAbsolute(string path) => path[0] is '/' || path is [_, ':', '\\' or '/', ..] || path.StartsWith(@"\\", StringComparison.Ordinal);
}
