using System.Collections.ObjectModel;

namespace DockerNet;

/// <summary>Values by name, such as labels, that are one text where a text is needed: <c>tier=web, team=a</c>.</summary>
public sealed class NamedValues : ReadOnlyDictionary<string, string>
{
    private NamedValues(IDictionary<string, string> values)
        : base(values)
    {
    }

    /// <summary>No values.</summary>
    public static NamedValues None { get; } = new(new Dictionary<string, string>());

    /// <summary>The values that others are now.</summary>
    public static NamedValues Of(IReadOnlyDictionary<string, string> values) =>
        values as NamedValues ?? (values.Count == 0 ? None : new(new Dictionary<string, string>(values, StringComparer.Ordinal)));

    /// <summary><c>name=value</c> of each, in the order of names.</summary>
    public override string ToString() => string.Join(", ", this.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => $"{value.Key}={value.Value}"));
}
