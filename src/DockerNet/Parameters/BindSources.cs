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

        var full = cmdlet.WithFullSource(mount, engine, isLocal);
        if (!isLocal)
        {
            // The engine itself then refuses what is missing there; a label for SELinux it takes only in the form that creates.
            return full with { CreateSource = create || mount.SELinuxLabel is not null };
        }

        if (!create && !Path.Exists(full.Source))
        {
            throw new DockerNetException("PathNotFound", ErrorCategory.ObjectNotFound, $"There is no '{full.Source}' to mount.", source, "Check the path, or give -CreateSource to have the folder made.");
        }

        return full with { CreateSource = create || mount.CreateSource };
    }

    /// <summary>The same, without a look at what is there: for a service, whose tasks run on other hosts too.</summary>
    /// <inheritdoc cref="WithFullSource(PSCmdlet, Mount, string, bool, bool)"/>
    public static Mount WithFullSource(this PSCmdlet cmdlet, Mount mount, string engine, bool isLocal)
    {
        if (mount is not { Type: MountType.Bind, Source: { } source } || (isLocal ? source[0] is '/' : IsAbsolute(source)))
        {
            return mount;
        }

        return isLocal
            ? mount with { Source = cmdlet.FullPath(source) }
            : throw new DockerNetException(
                "PathNotShared",
                ErrorCategory.InvalidArgument,
                $"'{source}' is a path of this machine, and the engine at '{engine}' has another machine's files.",
                source,
                "Give the full path on the engine's host, or copy the files into a volume and mount that.");
    }

    private static bool IsAbsolute(string path) => path[0] is '/' || path is [_, ':', '\\' or '/', ..] || path.StartsWith(@"\\", StringComparison.Ordinal);
}
