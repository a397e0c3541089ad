using System.Collections;
using System.Globalization;

namespace DockerNet;

/// <summary>Reads the hashtables that parameters take as names and values.</summary>
internal static class Dictionaries
{
    /// <summary>The pairs of a hashtable as text; null is none, and a null value an empty one.</summary>
    public static IReadOnlyDictionary<string, string> ToText(this IDictionary? table) =>
        table is null
            ? new Dictionary<string, string>()
            : table.Entries().ToDictionary(
                entry => NameOf(entry, table),
                // PowerShell's booleans are True and False; the engine's are true and false.
                entry => entry.Value is bool flag ? (flag ? "true" : "false") : Convert.ToString(entry.Value, CultureInfo.InvariantCulture) ?? "",
                StringComparer.Ordinal);

    private static string NameOf(DictionaryEntry entry, IDictionary table) =>
        Convert.ToString(entry.Key, CultureInfo.InvariantCulture) is { } name && !string.IsNullOrWhiteSpace(name)
            ? name
            : throw InputError.Invalid("EmptyName", $"A name is missing before '={entry.Value}'.", table, "Give every value a name: @{ name = 'value' }.");

    /// <summary>The pairs of a hashtable as changes: a null value removes the name.</summary>
    public static IReadOnlyDictionary<string, string?> ToChanges(this IDictionary? table)
    {
        var removed = table?.Entries().Where(entry => entry.Value is null).Select(entry => entry.Key.ToString()).ToHashSet() ?? [];
        return table.ToText().ToDictionary(pair => pair.Key, pair => removed.Contains(pair.Key) ? null : pair.Value, StringComparer.Ordinal);
    }

    /// <summary>A hashtable of labels as the engine's filter takes it: <c>key</c> where the value is empty, else <c>key=value</c>.</summary>
    public static IReadOnlyCollection<string> ToLabelFilter(this IDictionary? table) =>
        [.. table.ToText().Select(label => label.Value.Length == 0 ? label.Key : $"{label.Key}={label.Value}")];
}
