namespace DockerNet;

/// <summary>The name of an image, <c>[registry/]repository[:tag][@digest]</c>. The engine checks its spelling; here it is only
/// taken apart. Source: <see href="https://github.com/distribution/reference">distribution/reference</see>.</summary>
public sealed record ImageReference
{
    /// <summary>The registry of names that say none.</summary>
    public const string DockerHub = "docker.io";

    /// <summary>Registry and repository as they are written.</summary>
    public required string Repository { get; init; }

    /// <summary>The tag, if one is written.</summary>
    public string? Tag { get; init; }

    /// <summary>The digest, if one is written.</summary>
    public string? Digest { get; init; }

    /// <summary>The registry's host and port: the part before the first slash, if it looks like a host.</summary>
    public string Registry
    {
        get
        {
            var slash = Repository.IndexOf('/', StringComparison.Ordinal);
            var first = slash < 0 ? "" : Repository[..slash];
            return first.Contains('.', StringComparison.Ordinal) || first.Contains(':', StringComparison.Ordinal) || first is "localhost"
                ? first is "index.docker.io" ? DockerHub : first
                : DockerHub;
        }
    }

    /// <summary>Takes a name apart.</summary>
    /// <exception cref="DockerNetException"><c>InvalidImage</c>: it is empty.</exception>
    public static ImageReference Parse(string text)
    {
        var (name, digest) = text.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at ? (text[..at], text[(at + 1)..]) : (text, null);
        // A colon before the last slash belongs to the registry's port.
        var colon = name.LastIndexOf(':');
        var (repository, tag) = colon > name.LastIndexOf('/') ? (name[..colon], name[(colon + 1)..]) : (name, null);
        return repository.Length == 0 || tag is "" || digest is ""
            ? throw InputError.Invalid("InvalidImage", $"'{text}' names no image.", text, "Name it as [registry/]repository[:tag][@digest].")
            : new() { Repository = repository, Tag = tag, Digest = digest };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Repository}{(Tag is null ? "" : $":{Tag}")}{(Digest is null ? "" : $"@{Digest}")}";
}
