namespace DockerNet.Integration;

/// <summary>A theory that reads and writes the folders of volumes past the engine, which root can on the engine's own machine; skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class VolumeFolderTheoryAttribute : TheoryAttribute
{
    public VolumeFolderTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || Environment.GetEnvironmentVariable("DOCKERNET_TEST_ENGINE")?.StartsWith("unix://", StringComparison.Ordinal) is false)
        {
            Skip = "The folders of volumes can be reached only by root on the machine of the engine.";
        }
    }
}
