using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace DockerNet;

/// <summary>Something to be mounted in a container: what <c>-v</c> and <c>--mount</c> say.</summary>
/// <remarks>
/// The short form is <c>[source:]target[:options]</c>, the long one <c>type=…,source=…,target=…,…</c>; what begins
/// with a key is long. A source stays as written: relative paths, <c>~</c> and drives are for the caller to resolve.
/// Two mounts are equal that print the same.
/// </remarks>
public sealed record Mount
{
    /// <summary>A mount whose parts are set one by one.</summary>
    public Mount()
    {
    }

    /// <summary>Reads the short or the long form.</summary>
    /// <param name="text">What <c>-v</c> or <c>--mount</c> takes.</param>
    /// <exception cref="DockerNetException"><c>InvalidMount</c>.</exception>
    [SetsRequiredMembers]
    public Mount(string text)
        : this(Parse(text))
    {
    }

    /// <summary>From names and values: the keys of the long form, or the names of the properties.</summary>
    /// <exception cref="DockerNetException"><c>InvalidMount</c>.</exception>
    [SetsRequiredMembers]
    public Mount(IDictionary fields)
        : this(MountGrammar.FromTable(fields))
    {
    }

    /// <summary>The mount that gives what another container has again.</summary>
    /// <exception cref="DockerNetException"><c>InvalidMount</c>.</exception>
    [SetsRequiredMembers]
    public Mount(ContainerMount mount)
        : this(MountGrammar.FromMounted(mount))
    {
    }

    /// <summary>What is mounted.</summary>
    public MountType Type { get; init; } = MountType.Volume;

    /// <summary>The volume's name, the path on the engine's host, or the image; null for an anonymous volume and for memory.</summary>
    public string? Source { get; init; }

    /// <summary>The path in the container.</summary>
    public required string Target { get; init; }

    /// <summary>Whether the container may only read it.</summary>
    public bool ReadOnly { get; init; }

    /// <summary><c>consistent</c>, <c>cached</c>, <c>delegated</c> or <c>default</c>; null where not said. Only Docker Desktop of old heeds it.</summary>
    public string? Consistency { get; init; }

    /// <summary>How mounts propagate, for a bind: <c>[r]private</c>, <c>[r]shared</c>, <c>[r]slave</c>; null where not said.</summary>
    public string? Propagation { get; init; }

    /// <summary>What becomes of mounts below, for a bind; null where not said.</summary>
    public BindRecursion? Recursion { get; init; }

    /// <summary>Whether the engine makes the folder where it is missing, for a bind: <c>-v</c> does, <c>--mount</c> fails.</summary>
    public bool CreateSource { get; init; }

    /// <summary>The SELinux label that the engine gives the content: <c>z</c> (shared), <c>Z</c> (private), or null.</summary>
    public string? SELinuxLabel { get; init; }

    /// <summary>Whether a new volume is left empty rather than filled with what the image has there.</summary>
    public bool NoCopy { get; init; }

    /// <summary>The folder inside the volume or the image that is mounted; null for the whole.</summary>
    public string? Subpath { get; init; }

    /// <summary>The driver of a volume that is yet to be made; null for the engine's default.</summary>
    public string? VolumeDriver { get; init; }

    /// <summary>Options of the driver of a volume that is yet to be made.</summary>
    public IReadOnlyDictionary<string, string> VolumeOptions { get; init; } = new Dictionary<string, string>();

    /// <summary>Labels of a volume that is yet to be made.</summary>
    public IReadOnlyDictionary<string, string> VolumeLabels { get; init; } = new Dictionary<string, string>();

    /// <summary>How much memory it may take, in bytes; null for no limit.</summary>
    public long? TmpfsSize { get; init; }

    /// <summary>The permissions of a folder in memory, as a number (1777 octal is 1023); null for 1777.</summary>
    public int? TmpfsMode { get; init; }

    /// <summary>Whether it was said in the long form: as with the docker CLI the engine then gets it among the mounts, not the binds.</summary>
    [JsonInclude]
    internal bool IsLong { get; init; }

    /// <summary>The short form, as <c>-v</c> takes it; null where only the long form says all of it.</summary>
    /// <remarks>What has one and was not said in the long form goes to the engine among the binds: older engines know labels of SELinux and the making of folders only there.</remarks>
    public string? ShortForm => MountGrammar.PrintShort(this);

    /// <summary>Reads the short or the long form.</summary>
    /// <param name="text">What <c>-v</c> or <c>--mount</c> takes.</param>
    /// <exception cref="DockerNetException"><c>InvalidMount</c>.</exception>
    public static Mount Parse(string text) => MountGrammar.IsLong(text) ? MountGrammar.ParseLong(text) : MountGrammar.ParseShort(text);

    /// <summary>Reads the short form only, <c>[source:]target[:options]</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidMount</c>.</exception>
    public static Mount ParseShort(string text) => MountGrammar.ParseShort(text);

    /// <summary>Reads the long form only, <c>type=…,target=…</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidMount</c>.</exception>
    public static Mount ParseLong(string text) => MountGrammar.ParseLong(text);

    /// <summary>Says what cannot be: parts that were set one by one may contradict each other.</summary>
    /// <exception cref="DockerNetException"><c>InvalidMount</c>.</exception>
    public void Validate() => MountGrammar.Check(this, this);

    /// <summary>Whether the other mounts the same in the same way.</summary>
    public bool Equals(Mount? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The short form where it says all, else the long one; both parse back to the same.</summary>
    public override string ToString() => ShortForm ?? MountGrammar.PrintLong(this);
}
