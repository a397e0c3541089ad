using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace DockerNet.Shell.Hosting;

/// <summary>How many terminal cells text takes.</summary>
internal static partial class Cells
{
    public static int Of(ReadOnlySpan<char> text)
    {
        var cells = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            cells += Of(rune);
        }

        return cells;
    }

    public static int OfDecorated(string text) => Of(EscapeSequence().Replace(text, string.Empty));

    public static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115f) or (>= 0x2e80 and <= 0x303e) or (>= 0x3041 and <= 0x33ff) or (>= 0x3400 and <= 0x4dbf)
        or (>= 0x4e00 and <= 0x9fff) or (>= 0xa000 and <= 0xa4cf) or (>= 0xac00 and <= 0xd7a3) or (>= 0xf900 and <= 0xfaff)
        or (>= 0xfe30 and <= 0xfe6f) or (>= 0xff00 and <= 0xff60) or (>= 0xffe0 and <= 0xffe6) or (>= 0x1f300 and <= 0x1faff)
        or (>= 0x20000 and <= 0x3fffd);

    [GeneratedRegex(@"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\a\x1b]*(\a|\x1b\\))")]
    private static partial Regex EscapeSequence();
}
