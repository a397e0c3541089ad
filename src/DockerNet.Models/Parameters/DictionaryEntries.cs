using System.Collections;

namespace DockerNet;

/// <summary>The pairs of what a user gives as names and values.</summary>
internal static class DictionaryEntries
{
    /// <summary>The pairs, of a hashtable and of a generic dictionary alike: the latter only shows them as entries to who goes through it
    /// as a dictionary.</summary>
    public static IEnumerable<DictionaryEntry> Entries(this IDictionary table)
    {
        foreach (DictionaryEntry entry in table)
        {
            yield return entry;
        }
    }
}
