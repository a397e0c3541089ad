using System.Globalization;
using System.Text.RegularExpressions;

namespace DockerNet;

/// <summary>Sizes as the docker CLI writes them: a number and a unit of 1024 (<c>64m</c>, <c>1.5GiB</c>).</summary>
public static partial class ByteSize
{
    private const string Units = "bkmgtp";

    /// <summary>Reads a size.</summary>
    /// <param name="text">A number, with or without a unit.</param>
    /// <param name="bytes">The size in bytes.</param>
    /// <returns>Whether it is a size.</returns>
    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        if (Form().Match(text ?? "") is not { Success: true } match || !decimal.TryParse(match.Groups["number"].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        var unit = match.Groups["unit"].Value is { Length: > 0 } letter ? Units.IndexOf(letter, StringComparison.OrdinalIgnoreCase) : 0;
        var factor = 1L << (10 * unit);
        if (number > long.MaxValue / (decimal)factor)
        {
            return false;
        }

        bytes = (long)(number * factor);
        return true;
    }

    /// <summary>The size in its largest whole unit: <c>64m</c>, <c>1000</c>.</summary>
    /// <param name="bytes">A size in bytes.</param>
    public static string ToText(long bytes)
    {
        var unit = 0;
        while (bytes != 0 && bytes % 1024 == 0 && unit < Units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        var number = bytes.ToString(CultureInfo.InvariantCulture);
        return unit == 0 ? number : number + Units[unit];
    }

    /// <summary>For people: one decimal at most, in powers of a thousand as docker shows sizes, such as <c>14.7 MB</c>.</summary>
    public static string InWords(long bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes} B"),
        < 1_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1e3:0.#} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1e6:0.#} MB"),
        _ => string.Create(CultureInfo.CurrentCulture, $"{bytes / 1e9:0.#} GB"),
    };

    [GeneratedRegex(@"^(?<number>[0-9]+(\.[0-9]+)?) ?((?<unit>[kmgtp])i?)?b?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
