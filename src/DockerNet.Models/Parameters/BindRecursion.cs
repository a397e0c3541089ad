namespace DockerNet;

/// <summary>What becomes of mounts below a bound folder (<c>bind-recursive</c>).</summary>
public enum BindRecursion
{
    /// <summary>They are bound too, and are read-only with it where the engine and its kernel can do that.</summary>
    Enabled,

    /// <summary>They are left out.</summary>
    Disabled,

    /// <summary>They are bound too, and stay writable though the bind is read-only.</summary>
    Writable,

    /// <summary>They are bound too, and read-only or the container does not start.</summary>
    Readonly,
}
