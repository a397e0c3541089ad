using System.Diagnostics.CodeAnalysis;

namespace DockerNet;

/// <summary>A device of the host in a container: what <c>--device</c> says.</summary>
public sealed record DeviceMapping
{
    /// <summary>A device whose parts are set one by one.</summary>
    public DeviceMapping()
    {
    }

    /// <summary>Reads <c>host path[:container path][:permissions]</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidDevice</c>.</exception>
    [SetsRequiredMembers]
    public DeviceMapping(string text)
    {
        var parts = text.Split(':');
        var permissionsSecond = parts.Length == 2 && IsPermissions(parts[1]);
        if (parts.Length > 3 || parts[0].Length == 0 || (parts.Length == 3 && !IsPermissions(parts[2])) || (parts.Length > 1 && parts[1].Length == 0))
        {
            throw InputError.Invalid("InvalidDevice", $"'{text}' is no device: HOSTPATH[:CONTAINERPATH][:PERMISSIONS] is needed, the permissions out of r, w and m.", text, "Give for instance /dev/ttyUSB0:/dev/ttyS0:rw.");
        }

        HostPath = parts[0];
        ContainerPath = parts.Length == 1 || permissionsSecond ? parts[0] : parts[1];
        Permissions = permissionsSecond ? parts[1] : parts.Length == 3 ? parts[2] : "rwm";
    }

    /// <summary>The device on the host.</summary>
    public required string HostPath { get; init; }

    /// <summary>The device in the container.</summary>
    public required string ContainerPath { get; init; }

    /// <summary>What the container may do: <c>r</c> read, <c>w</c> write, <c>m</c> make.</summary>
    public string Permissions { get; init; } = "rwm";

    /// <summary>As <c>--device</c> takes it.</summary>
    public override string ToString() => $"{HostPath}:{ContainerPath}:{Permissions}";

    private static bool IsPermissions(string text) =>
        text.Length is > 0 and <= 3 && text.All(c => c is 'r' or 'w' or 'm') && text.Distinct().Count() == text.Length;
}
