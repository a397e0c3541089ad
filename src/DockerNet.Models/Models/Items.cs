using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace DockerNet;

/// <summary>A list that is one text where a text is needed, as in a CSV file or a table: <c>web, db</c>.</summary>
/// <typeparam name="T">What is in it.</typeparam>
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Only models make such lists, and each knows its type.")]
public sealed class Items<T> : ReadOnlyCollection<T>
{
    private Items(IList<T> items)
        : base(items)
    {
    }

    /// <summary>The list with nothing in it.</summary>
    public static Items<T> None { get; } = new([]);

    /// <summary>A list of what is in another one now.</summary>
    public static Items<T> Of(IReadOnlyCollection<T> items) => items as Items<T> ?? (items.Count == 0 ? None : new([.. items]));

    /// <summary>All items, with commas between them.</summary>
    public override string ToString() => string.Join(", ", this);
}
