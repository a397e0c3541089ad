using System.Diagnostics.CodeAnalysis;

namespace DockerNet;

/// <summary>A link to another container: what <c>--link</c> says.</summary>
public sealed record ContainerLink
{
    /// <summary>A link whose parts are set one by one.</summary>
    public ContainerLink()
    {
    }

    /// <summary>Reads <c>container[:alias]</c>.</summary>
    /// <exception cref="DockerNetException"><c>InvalidLink</c>.</exception>
    [SetsRequiredMembers]
    public ContainerLink(string text)
    {
        // /web01:/web02/myweb01 is how the engine writes it.
        var parts = text.Split(':');
        if (parts.Length > 2 || parts[0].Trim('/').Length == 0 || parts[^1].Trim('/').Length == 0)
        {
            throw InputError.Invalid("InvalidLink", $"'{text}' is no link: container[:alias] is needed.", text, "Give the other container's name, and after a colon the name that it is to have here.");
        }

        Container = parts[0].TrimStart('/');
        Alias = parts[^1][(parts[^1].LastIndexOf('/') + 1)..];
    }

    /// <summary>A link to this container, under its own name.</summary>
    [SetsRequiredMembers]
    public ContainerLink(Container container) => (Container, Alias) = (container.Name, container.Name);

    /// <summary>The other container's name or id.</summary>
    public required string Container { get; init; }

    /// <summary>The name that it has in this one.</summary>
    public required string Alias { get; init; }

    /// <summary>As <c>--link</c> takes it.</summary>
    public override string ToString() => $"{Container}:{Alias}";
}
