namespace DockerNet.Shell;

/// <summary>Finds the module to load: as asked, as the environment says, or as the build staged it.</summary>
internal static class ModuleLocation
{
    private const string Variable = "DOCKERNET_MODULE";
    private const string Manifest = "DockerNet.psd1";

    public static string Find(string? asked)
    {
        if (asked is not null)
        {
            return Named(asked) ?? throw new UsageException($"There is no module at '{asked}' (-Module).");
        }

        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } configured)
        {
            return Named(configured) ?? throw new UsageException($"There is no module at '{configured}' ({Variable}).");
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var staged = Path.Combine(folder.FullName, "out", "DockerNet", Manifest);
            if (File.Exists(staged))
            {
                return staged;
            }
        }

        throw new StartupException($"The DockerNet module was not found. Build it, or say where it is with -Module or {Variable}.");
    }

    private static string? Named(string path)
    {
        var full = Path.GetFullPath(path);
        if (File.Exists(full))
        {
            return full;
        }

        var inFolder = Path.Combine(full, Manifest);
        return File.Exists(inFolder) ? inFolder : null;
    }
}
