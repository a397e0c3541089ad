using System.Globalization;
using System.Text.Json.Serialization;

namespace DockerNet;

/// <summary>One port, or several in a row: <c>80</c>, <c>8000-8010</c>.</summary>
public readonly record struct PortRange
{
    /// <summary>One port.</summary>
    /// <param name="port">1 to 65535.</param>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    public PortRange(int port)
        : this(port, port)
    {
    }

    /// <summary>The ports from the first to the last.</summary>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    [JsonConstructor]
    public PortRange(int first, int last)
    {
        if (first is < 1 or > ushort.MaxValue || last is < 1 or > ushort.MaxValue || last < first)
        {
            throw InputError.Invalid("InvalidPortMapping", string.Create(CultureInfo.InvariantCulture, $"{first}-{last} is no range of ports: ports go from 1 to 65535, the lower one first."), first);
        }

        (First, Last) = (first, last);
    }

    /// <summary>From text: <c>80</c> or <c>8000-8010</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidPortMapping</c>.</exception>
    public PortRange(string text) =>
        this = TryParse(text, out var range) ? range : throw InputError.Invalid("InvalidPortMapping", $"'{text}' is no port and no range of ports such as 8000-8010; ports go from 1 to 65535.", text);

    /// <summary>The first port.</summary>
    public int First { get; }

    /// <summary>The last port.</summary>
    public int Last { get; }

    /// <summary>How many they are.</summary>
    public int Count => Last - First + 1;

    /// <summary>Whether the port is one of them.</summary>
    public bool Contains(int port) => port >= First && port <= Last;

    /// <summary>Reads <c>80</c> or <c>8000-8010</c>.</summary>
    public static bool TryParse(string? text, out PortRange range)
    {
        range = default;
        var dash = (text ?? "").IndexOf('-', StringComparison.Ordinal);
        var (low, high) = dash < 0 ? (text, text) : (text![..dash], text[(dash + 1)..]);
        if (!TryParsePort(low, out var first) || !TryParsePort(high, out var last) || last < first)
        {
            return false;
        }

        range = new(first, last);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Count == 1
        ? First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{First}-{Last}");

    private static bool TryParsePort(string? text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is >= 1 and <= ushort.MaxValue;
}
