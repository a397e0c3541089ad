using System.Management.Automation;

namespace DockerNet;

/// <summary>What a parameter that names a thing accepts: a name, an id or its prefix, a wildcard, or the object itself, also
/// one that came back from a job, a remote session or a CSV file.</summary>
public abstract class ResourceRef
{
    private protected ResourceRef(string text, string? engine = null)
    {
        Text = text;
        Engine = string.IsNullOrEmpty(engine) ? null : engine;
    }

    private protected ResourceRef(PSObject value, params string[] properties)
        : this(TextOf(value, properties), value.Properties["Engine"]?.Value as string)
    {
    }

    /// <summary>The name, id or pattern.</summary>
    public string Text { get; }

    /// <summary>The engine that the object came from; null where only a word was given.</summary>
    public string? Engine { get; }

    /// <summary>Whether several things may fit; then none fitting is no error.</summary>
    public bool IsPattern => WildcardPattern.ContainsWildcardCharacters(Text);

    /// <summary>Whether a name fits the pattern, without regard to case.</summary>
    public bool Matches(string name) => WildcardPattern.Get(Text, WildcardOptions.IgnoreCase).IsMatch(name);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static string TextOf(PSObject value, string[] properties)
    {
        if (value.BaseObject is string text)
        {
            return text;
        }

        foreach (var property in properties)
        {
            if (value.Properties[property]?.Value?.ToString() is { Length: > 0 } found)
            {
                return found;
            }
        }

        throw new PSInvalidCastException($"An object without {string.Join(" and ", properties)} names nothing.");
    }
}
