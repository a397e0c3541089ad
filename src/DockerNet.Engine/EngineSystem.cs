using System.Globalization;

namespace DockerNet.Engine;

/// <summary>The engine itself.</summary>
public sealed class EngineSystem
{
    private readonly EngineConnection _engine;

    internal EngineSystem(EngineConnection engine) => _engine = engine;

    /// <summary>What the engine is and what it can. Source: SystemInfo and SystemVersion of the engine API.</summary>
    /// <exception cref="DockerNetException">The engine cannot be reached.</exception>
    public async Task<EngineInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        var info = await _engine.CallAsync((client, token) => client.System.GetSystemInfoAsync(token), ResourceKind.Engine, _engine.Name, cancellationToken).ConfigureAwait(false);
        return new()
        {
            Engine = _engine.Name,
            HostName = info.Name ?? "",
            Version = _engine.EngineVersion,
            ApiVersion = _engine.ApiVersion.ToString(),
            MaxApiVersion = _engine.MaxApiVersion.ToString(),
            MinApiVersion = _engine.MinApiVersion.ToString(),
            IsLocal = _engine.Endpoint.IsLocal,
            OperatingSystem = info.OperatingSystem ?? "",
            OSType = info.OSType ?? "",
            Architecture = info.Architecture ?? "",
            KernelVersion = info.KernelVersion ?? "",
            Cpus = Convert.ToInt32(info.NCPU, CultureInfo.InvariantCulture),
            Memory = info.MemTotal,
            StorageDriver = info.Driver ?? "",
            RootDirectory = info.DockerRootDir ?? "",
            Containers = Convert.ToInt32(info.Containers, CultureInfo.InvariantCulture),
            ContainersRunning = Convert.ToInt32(info.ContainersRunning, CultureInfo.InvariantCulture),
            Images = Convert.ToInt32(info.Images, CultureInfo.InvariantCulture),
            NetworkDrivers = [.. info.Plugins?.Network ?? []],
            VolumeDrivers = [.. info.Plugins?.Volume ?? []],
            Swarm = info.Swarm?.LocalNodeState?.ToLowerInvariant() ?? "inactive",
            SwarmManager = info.Swarm?.ControlAvailable ?? false,
            Rootless = info.SecurityOptions?.Any(option => option.Contains("rootless", StringComparison.Ordinal)) ?? false,
            Warnings = [.. info.Warnings ?? []],
        };
    }
}
