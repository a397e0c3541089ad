using DockerNet.Engine.Files;

namespace DockerNet.Engine.Backups;

/// <summary>Watches the names in an archive that is to become the content of a volume: none may lead out of the folder that all are in.</summary>
/// <param name="root">The folder that all names begin with, without a slash at its end; empty for none.</param>
internal sealed class ArchiveNames(string root)
{
    /// <summary>Symbolic links seen so far: nothing may be below one, for it would be written to where the link points.</summary>
    private readonly HashSet<string> _links = new(StringComparer.Ordinal);

    /// <summary>Looks at an entry.</summary>
    /// <exception cref="InvalidDataException">It leads out.</exception>
    public void Check(TarHeader entry)
    {
        var name = Clean(entry);
        if (!IsInside(name, root) || (entry.IsHardLink && !IsInside(CleanLink(entry), root)))
        {
            throw Outside(entry);
        }

        if (_links.Count > 0)
        {
            for (var slash = name.LastIndexOf('/'); slash > 0; slash = name.LastIndexOf('/', slash - 1))
            {
                if (_links.Contains(name[..slash]))
                {
                    throw new InvalidDataException($"its entry '{entry.Label}' lies below a link.");
                }
            }

            _links.Remove(name);
        }

        if (entry.IsSymbolicLink)
        {
            _links.Add(name);
        }
    }

    /// <summary>Whether a clean name is that of a folder or of something in it.</summary>
    public static bool IsInside(string name, string folder) =>
        folder.Length == 0 || name == folder || (name.Length > folder.Length && name[folder.Length] == '/' && name.StartsWith(folder, StringComparison.Ordinal));

    /// <summary>An entry's name without what says nothing: a slash at the end, and <c>.</c>.</summary>
    /// <exception cref="InvalidDataException">It begins at the root, or goes up.</exception>
    public static string Clean(TarHeader entry) => Clean(entry.Name) ?? throw Outside(entry);

    /// <summary>The same of the name that a hard link points to.</summary>
    /// <inheritdoc cref="Clean(TarHeader)"/>
    public static string CleanLink(TarHeader entry) => Clean(entry.LinkName) ?? throw Outside(entry);

    private static string? Clean(string name)
    {
        if (name.StartsWith('/'))
        {
            return null;
        }

        // Most names are clean, and there may be millions.
        if (!name.Contains("./", StringComparison.Ordinal) && !name.Contains("//", StringComparison.Ordinal) && name is not ("." or "..") && !name.EndsWith("/.", StringComparison.Ordinal) && !name.EndsWith("/..", StringComparison.Ordinal))
        {
            return name.TrimEnd('/');
        }

        var parts = name.Split('/').Where(part => part is not ("" or ".")).ToList();
        return parts.Contains("..") ? null : string.Join('/', parts);
    }

    private static InvalidDataException Outside(TarHeader entry) => new($"its entry '{entry.Label}' leads out of the volume.");
}
