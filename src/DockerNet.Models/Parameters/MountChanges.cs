namespace DockerNet;

/// <summary>Configurations with other mounts than they have.</summary>
public static class MountChanges
{
    /// <summary>The configuration with further mounts.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="mounts">What to mount.</param>
    /// <param name="replace">Whether to mount in the place of what is mounted at the same path.</param>
    /// <exception cref="DockerNetException"><c>MountExists</c>, or what contradicts itself.</exception>
    public static ContainerConfig WithMounts(this ContainerConfig config, IReadOnlyList<Mount> mounts, bool replace = false)
    {
        foreach (var mount in mounts)
        {
            var target = Clean(mount.Target);
            if (Mounted(config, target) is { } mounted)
            {
                if (!replace)
                {
                    throw MountError.Exists(config.Name ?? config.Image, target, mounted);
                }

                config = Without(config, target);
            }

            config = config with { Mounts = [.. config.Mounts, mount] };
        }

        config.Validate();
        return config;
    }

    /// <summary>The configuration without some of its mounts.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="mounts">Paths in the container, names of volumes or paths on the host.</param>
    /// <exception cref="DockerNetException"><c>MountNotFound</c>.</exception>
    public static ContainerConfig WithoutMounts(this ContainerConfig config, IReadOnlyList<string> mounts)
    {
        foreach (var name in mounts)
        {
            var (target, left) = (Clean(name), config.Mounts.Where(mount => Clean(mount.Target) != Clean(name) && mount.Source != name).ToList());
            if (left.Count == config.Mounts.Count && !config.Tmpfs.Keys.Any(key => Clean(key) == target))
            {
                throw MountError.NotFound(config.Name ?? config.Image, name, config.VolumesFrom.Count == 0 ? null : $"What it has from {string.Join(", ", config.VolumesFrom)} cannot be taken away one by one.");
            }

            config = Without(config, target) with { Mounts = left };
        }

        return config;
    }

    private static string? Mounted(ContainerConfig config, string target) =>
        config.Mounts.FirstOrDefault(mount => Clean(mount.Target) == target)?.ToString()
        ?? config.Tmpfs.Keys.Where(key => Clean(key) == target).Select(_ => "memory").FirstOrDefault();

    private static ContainerConfig Without(ContainerConfig config, string target) => config with
    {
        Mounts = [.. config.Mounts.Where(mount => Clean(mount.Target) != target)],
        Tmpfs = config.Tmpfs.Where(memory => Clean(memory.Key) != target).ToDictionary(memory => memory.Key, memory => memory.Value, StringComparer.Ordinal),
    };

    private static string Clean(string target) => target.Length > 1 ? target.TrimEnd('/') : target;
}
