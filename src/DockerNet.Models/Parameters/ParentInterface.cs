using System.Globalization;

namespace DockerNet;

/// <summary>The host's interface under a macvlan or ipvlan network: one that is there, or a VLAN of one (<c>eth0.20</c>), which
/// the engine makes and removes with the network.</summary>
public sealed record ParentInterface
{
    private static readonly string[] MacvlanModes = ["bridge", "private", "vepa", "passthru"];
    private static readonly string[] IpvlanModes = ["l2", "l3", "l3s"];

    private ParentInterface(string name, string link, int? vlan) => (Name, Link, Vlan) = (name, link, vlan);

    /// <summary>The name as given.</summary>
    public string Name { get; }

    /// <summary>The interface itself, without the VLAN.</summary>
    public string Link { get; }

    /// <summary>The VLAN's id (IEEE 802.1Q); null for the interface itself.</summary>
    public int? Vlan { get; }

    /// <summary>Reads a parent's name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="DockerNetException"><c>InvalidParent</c>.</exception>
    public static ParentInterface Parse(string name)
    {
        // The kernel's limit, IFNAMSIZ without its end.
        if (name.Length is 0 or > 15 || name.Any(c => char.IsWhiteSpace(c) || c is '/'))
        {
            throw Invalid(name, "an interface's name has 1 to 15 characters and no blanks or slashes");
        }

        var dot = name.LastIndexOf('.');
        if (dot < 0)
        {
            return new(name, name, null);
        }

        return dot > 0 && int.TryParse(name[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var vlan) && vlan is >= 1 and <= 4094
            ? new(name, name[..dot], vlan)
            : throw Invalid(name, "behind the dot stands the VLAN's id, 1 to 4094");
    }

    /// <summary>Says what the options of such a network cannot be.</summary>
    internal static void Validate(string driver, IReadOnlyDictionary<string, string> options)
    {
        if (options.TryGetValue("parent", out var parent))
        {
            Parse(parent);
        }

        var modes = driver is "macvlan" ? MacvlanModes : IpvlanModes;
        if (options.TryGetValue($"{driver}_mode", out var mode) && !modes.Contains(mode, StringComparer.Ordinal))
        {
            throw InputError.Invalid("InvalidNetworkMode", $"'{mode}' is no mode of {driver}.", mode, $"Give one of {string.Join(", ", modes)}.");
        }
    }

    private static DockerNetException Invalid(string name, string why) =>
        InputError.Invalid("InvalidParent", $"'{name}' is no parent interface: {why}.", name, "Give an interface of the engine's host such as eth0, or a VLAN of it such as eth0.20.");
}
