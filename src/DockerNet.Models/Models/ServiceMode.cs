namespace DockerNet;

/// <summary>How many tasks a service has.</summary>
public enum ServiceMode
{
    /// <summary>As many as its replicas.</summary>
    Replicated,

    /// <summary>One on each node that fits.</summary>
    Global,

    /// <summary>As many as are to be completed.</summary>
    ReplicatedJob,

    /// <summary>One to be completed on each node that fits.</summary>
    GlobalJob,
}
