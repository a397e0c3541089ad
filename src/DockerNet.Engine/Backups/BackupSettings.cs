namespace DockerNet.Engine;

/// <summary>How a backup is made.</summary>
/// <param name="Compression">How it is compressed.</param>
/// <param name="Pause">Whether running containers that may write to the volume are paused while it is read.</param>
public sealed record BackupSettings(BackupCompression Compression, bool Pause);
