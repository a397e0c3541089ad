namespace DockerNet;

/// <summary>What is mounted. In lower case they are the engine's own words.</summary>
public enum MountType
{
    /// <summary>A volume, named or anonymous.</summary>
    Volume,

    /// <summary>A file or folder of the engine's host.</summary>
    Bind,

    /// <summary>Memory.</summary>
    Tmpfs,

    /// <summary>The files of an image (engine 28 and later).</summary>
    Image,

    /// <summary>A named pipe of Windows.</summary>
    Npipe,

    /// <summary>A cluster volume (CSI), for services.</summary>
    Cluster,
}
