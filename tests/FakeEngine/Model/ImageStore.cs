using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>The engine's images.</summary>
internal sealed class ImageStore(EngineModel model)
{
    private readonly Dictionary<string, FakeImage> _images = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FakeImage> _tags = new(StringComparer.Ordinal);

    public IReadOnlyCollection<FakeImage> All => _images.Values;

    public FakeImage Get(string reference) =>
        Find(reference) ?? throw EngineError.NotFound($"No such image: {Normal(reference)}");

    public FakeImage? Find(string reference)
    {
        if (_tags.TryGetValue(Normal(reference), out var image) || _images.TryGetValue(reference, out image))
        {
            return image;
        }

        if (reference.Contains('@', StringComparison.Ordinal))
        {
            return _images.Values.FirstOrDefault(candidate => candidate.Digests.Contains(reference));
        }

        var prefix = reference.StartsWith("sha256:", StringComparison.Ordinal) ? reference : "sha256:" + reference;
        return prefix.Length > 7 ? _images.Values.FirstOrDefault(candidate => candidate.Id.StartsWith(prefix, StringComparison.Ordinal)) : null;
    }

    public FakeImage Add(string? tag, Action<FakeImage>? configure = null, FakeImage? image = null)
    {
        image ??= new FakeImage();
        if (tag is not null)
        {
            Furnish(image, tag);
        }

        configure?.Invoke(image);
        _images[image.Id] = image;
        if (tag is not null)
        {
            Tag(image, tag);
        }

        return image;
    }

    public void Tag(FakeImage image, string tag)
    {
        tag = Normal(tag);
        if (_tags.TryGetValue(tag, out var before))
        {
            before.Tags.Remove(tag);
        }

        _tags[tag] = image;
        image.Tags.Add(tag);
    }

    public IReadOnlyList<JsonObject> Remove(string reference, bool force)
    {
        var image = Get(reference);
        var records = new List<JsonObject>();
        var users = model.Containers.Where(container => container.ImageId == image.Id).ToArray();
        var isTag = _tags.ContainsKey(Normal(reference));
        if (isTag)
        {
            if (!force && image.Tags.Count == 1 && users.Length > 0)
            {
                throw EngineError.Conflict($"conflict: unable to remove repository reference \"{reference}\" (must force) - container {users[0].ShortId} is using its referenced image {Short(image)}");
            }

            Untag(image, Normal(reference), records);
            if (image.Tags.Count > 0 || users.Length > 0)
            {
                return records;
            }
        }
        else
        {
            if (users.FirstOrDefault(user => user.IsRunning) is { } running)
            {
                throw EngineError.Conflict($"conflict: unable to delete {Short(image)} (cannot be forced) - image is being used by running container {running.ShortId}");
            }

            if (!force && image.Tags.Count > 1)
            {
                throw EngineError.Conflict($"conflict: unable to delete {Short(image)} (must be forced) - image is referenced in multiple repositories");
            }

            if (!force && users.Length > 0)
            {
                throw EngineError.Conflict($"conflict: unable to delete {Short(image)} (must be forced) - image is being used by stopped container {users[0].ShortId}");
            }

            foreach (var tag in image.Tags.ToArray())
            {
                Untag(image, tag, records);
            }
        }

        _images.Remove(image.Id);
        records.Add(new JsonObject { ["Deleted"] = image.Id });
        model.Events.Add("image", "delete", image.Id, [new("name", image.Id)]);
        return records;
    }

    /// <summary>A reference as the engine shows it: without the default registry, with a tag.</summary>
    public static string Normal(string reference)
    {
        foreach (var registry in (ReadOnlySpan<string>)["docker.io/library/", "index.docker.io/library/", "docker.io/", "library/"])
        {
            if (reference.StartsWith(registry, StringComparison.Ordinal))
            {
                reference = reference[registry.Length..];
                break;
            }
        }

        return reference.Contains('@', StringComparison.Ordinal)
            || reference.StartsWith("sha256:", StringComparison.Ordinal)
            || reference.LastIndexOf(':') > reference.LastIndexOf('/')
            ? reference
            : reference + ":latest";
    }

    public static string Repository(string tag) => tag[..tag.LastIndexOf(':')];

    public static string Short(FakeImage image) => image.Id[7..19];

    private void Untag(FakeImage image, string tag, List<JsonObject> records)
    {
        _tags.Remove(tag);
        image.Tags.Remove(tag);
        records.Add(new JsonObject { ["Untagged"] = tag });
        model.Events.Add("image", "untag", image.Id, [new("name", image.Id)]);
    }

    /// <summary>Gives well-known images what they are known for.</summary>
    private static void Furnish(FakeImage image, string tag)
    {
        foreach (var folder in (ReadOnlySpan<string>)["/bin", "/dev", "/etc", "/home", "/mnt", "/opt", "/root", "/run", "/srv", "/tmp", "/usr/bin", "/var/lib", "/var/log"])
        {
            image.Files.MakeFolder(folder);
        }

        image.Files.WriteText("/etc/os-release", "NAME=\"Fake Linux\"\n").WriteText("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
        switch (Repository(Normal(tag)).Split('/')[^1])
        {
            case "alpine" or "busybox" or "ubuntu" or "debian":
                break;
            case "nginx":
                image.Config["Cmd"] = new JsonArray("nginx", "-g", "daemon off;");
                image.Config["Entrypoint"] = new JsonArray("/docker-entrypoint.sh");
                image.Config["ExposedPorts"] = new JsonObject { ["80/tcp"] = new JsonObject() };
                image.Config["StopSignal"] = "SIGQUIT";
                image.Files.WriteText("/usr/share/nginx/html/index.html", "<h1>Welcome to nginx!</h1>\n").WriteText("/etc/nginx/nginx.conf", "events {}\n");
                break;
            case "redis":
                image.Config["Cmd"] = new JsonArray("redis-server");
                image.Config["ExposedPorts"] = new JsonObject { ["6379/tcp"] = new JsonObject() };
                image.Config["Volumes"] = new JsonObject { ["/data"] = new JsonObject() };
                image.Files.MakeFolder("/data");
                break;
            case "mysql" or "mariadb":
                image.Config["Cmd"] = new JsonArray("mysqld");
                image.Config["ExposedPorts"] = new JsonObject { ["3306/tcp"] = new JsonObject() };
                image.Config["Volumes"] = new JsonObject { ["/var/lib/mysql"] = new JsonObject() };
                image.Files.MakeFolder("/var/lib/mysql");
                break;
            case "postgres":
                image.Config["Cmd"] = new JsonArray("postgres");
                image.Config["ExposedPorts"] = new JsonObject { ["5432/tcp"] = new JsonObject() };
                image.Config["Volumes"] = new JsonObject { ["/var/lib/postgresql/data"] = new JsonObject() };
                image.Files.MakeFolder("/var/lib/postgresql/data");
                break;
            default:
                image.Config["Cmd"] = new JsonArray("serve");
                break;
        }
    }
}
