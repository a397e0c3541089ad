using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

internal static class ImageRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("GET", "/images/json", List);
        routes.Map("POST", "/images/create", Create);
        routes.Map("POST", "/images/load", Load);
        routes.Map("POST", "/images/prune", Prune);
        routes.Map("GET", "/images/get", call => Save(call, [.. call.Http.Request.Query["names"].OfType<string>().SelectMany(name => name.Split(','))]));
        routes.Map("GET", "/images/{id*}/json", call => Answer.Json(call.Model.Images.Get(call.Id).ToJson(call.Engine.Options.Os, call.Engine.Options.Architecture)));
        routes.Map("GET", "/images/{id*}/get", call => Save(call, [call.Id]));
        routes.Map("GET", "/images/{id*}/history", History);
        routes.Map("POST", "/images/{id*}/tag", Tag);
        routes.Map("POST", "/images/{id*}/push", Push);
        routes.Map("DELETE", "/images/{id*}", call => Answer.Json(EngineJson.Array(call.Model.Images.Remove(call.Id, call.Flag("force")))));
        routes.Map("POST", "/commit", Commit);
    }

    private static Answer List(Call call)
    {
        var filters = call.Filters("before", "dangling", "label", "reference", "since", "until");
        var dangling = filters.Flag("dangling");
        var images = call.Model.Images.All
            .Where(image => filters.Labels("label", image.Labels)
                && (dangling is null || dangling == (image.Tags.Count == 0))
                && (!filters.Has("reference") || filters.Values("reference").Any(pattern => image.Tags.Any(tag => Matches(pattern, tag))))
                && (!filters.Has("before") || image.Created < call.Model.Images.Get(filters.Values("before")[0]).Created)
                && (!filters.Has("since") || image.Created > call.Model.Images.Get(filters.Values("since")[0]).Created))
            .OrderByDescending(image => image.Created);
        return Answer.Json(EngineJson.Array(images.Select(image => (JsonNode?)image.ToSummary(-1))));
    }

    private static Task<Answer> Create(Call call)
    {
        return Task.FromResult(call.Query("fromImage") is { Length: > 0 } image ? Pull(call, image) : Import(call));
    }

    private static Answer Pull(Call call, string image)
    {
        var tag = call.Query("tag") ?? "";
        if (tag.Length == 0)
        {
            var normal = ImageStore.Normal(image);
            (image, tag) = normal.Contains('@', StringComparison.Ordinal)
                ? (normal.Split('@')[0], normal.Split('@')[1])
                : (ImageStore.Repository(normal), normal[(normal.LastIndexOf(':') + 1)..]);
        }

        if (image.Any(char.IsUpper) || image.Contains(' ', StringComparison.Ordinal))
        {
            throw EngineError.Invalid($"invalid reference format{(image.Any(char.IsUpper) ? $": repository name ({image}) must be lowercase" : "")}");
        }

        var auth = call.Http.Request.Headers["X-Registry-Auth"].ToString() is { Length: > 0 } header ? header : null;
        var pull = new PullCall(ImageStore.Repository(ImageStore.Normal(image + ":x")), tag, call.Query("platform"), auth);
        var script = call.Engine.OnPull?.Invoke(pull) ?? PullScript.Succeed();
        if (script.Refusal is { } refusal)
        {
            throw new EngineError(refusal.Status, refusal.Message);
        }

        return Answer.Stream("application/json", async (stream, stop) =>
        {
            var digest = Identifier.Digest();
            var repository = pull.Image.Contains('/', StringComparison.Ordinal) ? pull.Image : "library/" + pull.Image;
            foreach (var line in script.Play(repository, tag, digest))
            {
                await Task.Delay(script.Pause, stop);
                await stream.WriteAsync(Encoding.UTF8.GetBytes(line + "\r\n"), stop);
                await stream.FlushAsync(stop);
            }

            if (script.StreamError is null)
            {
                lock (call.Model.Sync)
                {
                    var reference = ImageStore.Normal(pull.Reference);
                    if (call.Model.Images.Find(reference) is null)
                    {
                        call.Model.Images.Add(tag.StartsWith("sha256:", StringComparison.Ordinal) ? null : reference, added => added.Digests.Add($"{pull.Image}@{(tag.StartsWith("sha256:", StringComparison.Ordinal) ? tag : digest)}"));
                    }

                    call.Model.Events.Add("image", "pull", reference, [new("name", pull.Image)]);
                }
            }
        });
    }

    private static Answer Import(Call call)
    {
        var source = call.Query("fromSrc") ?? "";
        if (source != "-")
        {
            throw EngineError.Internal($"Get \"{source}\": the fake engine has no network");
        }

        lock (call.Model.Sync)
        {
            var image = new FakeImage { Comment = call.Query("message") ?? "Imported from -" };
            Unpack(image.Files, call.Body);
            image.Config = new JsonObject();
            Apply(image.Config, call.Http.Request.Query["changes"].OfType<string>());
            image.Size = image.Files.Size;
            var repository = call.Query("repo");
            call.Model.Images.Add(null, image: image);
            if (!string.IsNullOrEmpty(repository))
            {
                call.Model.Images.Tag(image, call.Query("tag") is { Length: > 0 } tag ? $"{repository}:{tag}" : repository);
            }

            call.Model.Events.Add("image", "import", image.Id, [new("name", image.Id)]);
            return Answer.Bytes("application/json", EngineJson.Line(new JsonObject { ["status"] = image.Id }));
        }
    }

    private static Answer Load(Call call)
    {
        var tree = new FakeFileTree();
        Unpack(tree, call.Body);
        if (tree.ReadText("/manifest.json") is not { } manifest)
        {
            throw EngineError.Internal("open /var/lib/docker/tmp/docker-import/manifest.json: no such file or directory");
        }

        var output = new StringBuilder();
        foreach (var item in JsonNode.Parse(manifest)!.AsArray().OfType<JsonObject>())
        {
            var name = item.Text("Config") ?? "";
            var id = "sha256:" + name.Replace("blobs/sha256/", "", StringComparison.Ordinal).Replace(".json", "", StringComparison.Ordinal);
            var image = call.Model.Images.Find(id);
            if (image is null)
            {
                image = new FakeImage { Id = id.Length == 71 ? id : Identifier.Digest() };
                if (tree.ReadText(name) is { } configuration && JsonNode.Parse(configuration).Object("config") is { } config)
                {
                    image.Config = FakeImage.Defaults().Over(config);
                }

                foreach (var layer in item.Texts("Layers"))
                {
                    if (tree.Find(layer) is { } content)
                    {
                        Unpack(image.Files, content.Content.ToArray());
                    }
                }

                call.Model.Images.Add(null, image: image);
            }

            foreach (var tag in item.Texts("RepoTags"))
            {
                if (!image.Tags.Contains(tag))
                {
                    call.Model.Images.Tag(image, tag);
                }

                output.Append(new JsonObject { ["stream"] = $"Loaded image: {tag}\n" }.ToJsonString()).Append("\r\n");
            }

            if (image.Tags.Count == 0)
            {
                output.Append(new JsonObject { ["stream"] = $"Loaded image ID: {image.Id}\n" }.ToJsonString()).Append("\r\n");
            }

            call.Model.Events.Add("image", "load", image.Id, [new("name", image.Id)]);
        }

        return Answer.Bytes("application/json", Encoding.UTF8.GetBytes(output.ToString()));
    }

    private static Answer Save(Call call, IReadOnlyList<string> names)
    {
        var files = new List<(string, FakeFile)>();
        var manifest = new JsonArray();
        foreach (var group in names.Select(name => (Name: name, Image: call.Model.Images.Get(name))).GroupBy(pair => pair.Image))
        {
            var image = group.Key;
            var hex = image.Id[7..];
            var tags = group.Any(pair => image.Id.Contains(pair.Name, StringComparison.Ordinal)) ? image.Tags : [.. group.Select(pair => ImageStore.Normal(pair.Name))];
            files.Add(($"{hex}.json", File(new JsonObject { ["architecture"] = call.Engine.Options.Architecture, ["os"] = call.Engine.Options.Os, ["config"] = image.Config.DeepClone(), ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(image.Id) } })));
            files.Add(($"{hex}/layer.tar", new FakeFile { Type = TarEntryType.RegularFile, Content = TarFile.Write(image.Files.Below("/").Where(item => item.Path != "/").Select(item => (item.Path[1..], item.File))) }));
            manifest.Add(new JsonObject { ["Config"] = $"{hex}.json", ["RepoTags"] = EngineJson.Array(tags), ["Layers"] = new JsonArray($"{hex}/layer.tar") });
            call.Model.Events.Add("image", "save", image.Id, [new("name", image.Id)]);
        }

        files.Add(("manifest.json", File(manifest)));
        return Answer.Bytes("application/x-tar", TarFile.Write(files));

        static FakeFile File(JsonNode json) => new() { Type = TarEntryType.RegularFile, Content = EngineJson.Bytes(json) };
    }

    private static Answer History(Call call)
    {
        var image = call.Model.Images.Get(call.Id);
        return Answer.Json(new JsonArray(new JsonObject { ["Id"] = image.Id, ["Created"] = image.Created.ToUnixTimeSeconds(), ["CreatedBy"] = "fake", ["Tags"] = EngineJson.Array(image.Tags), ["Size"] = image.Size, ["Comment"] = image.Comment }));
    }

    private static Answer Tag(Call call)
    {
        var image = call.Model.Images.Get(call.Id);
        var repository = call.Query("repo") ?? "";
        if (repository.Length == 0 || repository.Any(char.IsUpper))
        {
            throw EngineError.Invalid($"invalid reference format{(repository.Length > 0 ? $": repository name ({repository}) must be lowercase" : "")}");
        }

        call.Model.Images.Tag(image, call.Query("tag") is { Length: > 0 } tag ? $"{repository}:{tag}" : repository);
        call.Model.Events.Add("image", "tag", image.Id, [new("name", $"{repository}:{call.Query("tag") ?? "latest"}")]);
        return Answer.Created;
    }

    private static Answer Push(Call call)
    {
        call.Model.Images.Get(call.Id);
        return Answer.Bytes("application/json", EngineJson.Line(new JsonObject { ["status"] = $"The push refers to repository [docker.io/library/{call.Id}]" }));
    }

    private static Answer Prune(Call call)
    {
        var filters = call.Filters("dangling", "label", "label!", "until");
        var onlyDangling = filters.Flag("dangling") ?? true;
        var unused = call.Model.Images.All
            .Where(image => call.Model.Containers.All(container => container.ImageId != image.Id) && (!onlyDangling || image.Tags.Count == 0) && filters.Labels("label", image.Labels) && filters.NoLabels("label!", image.Labels))
            .ToArray();
        var size = unused.Sum(image => image.Size);
        var records = unused.SelectMany(image => call.Model.Images.Remove(image.Id, force: true)).ToArray();
        return Answer.Json(new JsonObject { ["ImagesDeleted"] = records.Length == 0 ? null : EngineJson.Array(records), ["SpaceReclaimed"] = size });
    }

    private static Answer Commit(Call call)
    {
        var container = call.Model.Container(call.Query("container") ?? "");
        var parent = call.Model.Images.Find(container.ImageId);
        var image = new FakeImage
        {
            ParentId = container.ImageId,
            Comment = call.Query("comment") ?? "",
            Author = call.Query("author") ?? "",
            Config = container.Config.DeepClone().AsObject().Over(call.Json),
            Size = (parent?.Size ?? 0) + container.Files.Size,
        };
        image.Config.Remove("Hostname");
        Apply(image.Config, call.Http.Request.Query["changes"].OfType<string>());
        image.Files.CopyFrom(container.Files);
        call.Model.Images.Add(null, image: image);
        if (call.Query("repo") is { Length: > 0 } repository)
        {
            call.Model.Images.Tag(image, call.Query("tag") is { Length: > 0 } tag ? $"{repository}:{tag}" : repository);
        }

        call.Model.ContainerEvent(container, "commit", ("comment", image.Comment), ("imageID", image.Id));
        return Answer.Json(new JsonObject { ["Id"] = image.Id }, 201);
    }

    /// <summary>Applies Dockerfile instructions, as far as they only set something.</summary>
    private static void Apply(JsonObject config, IEnumerable<string> changes)
    {
        foreach (var change in changes)
        {
            var parts = change.Split(' ', 2, StringSplitOptions.TrimEntries);
            var value = parts.ElementAtOrDefault(1) ?? "";
            switch (parts[0].ToUpperInvariant())
            {
                case "CMD":
                    config["Cmd"] = Words(value);
                    break;
                case "ENTRYPOINT":
                    config["Entrypoint"] = Words(value);
                    break;
                case "WORKDIR":
                    config["WorkingDir"] = value;
                    break;
                case "USER":
                    config["User"] = value;
                    break;
                case "ENV":
                    config["Env"] = EngineJson.Array(config.Texts("Env").Append(value));
                    break;
                case "EXPOSE":
                    Set(config, "ExposedPorts", value.Contains('/', StringComparison.Ordinal) ? value : value + "/tcp", new JsonObject());
                    break;
                case "VOLUME":
                    Set(config, "Volumes", value.Trim('[', ']', '"'), new JsonObject());
                    break;
                case "LABEL":
                    var label = value.Split('=', 2);
                    Set(config, "Labels", label[0].Trim('"'), (label.ElementAtOrDefault(1) ?? "").Trim('"'));
                    break;
                default:
                    throw EngineError.Invalid($"{parts[0]} is not a valid change command");
            }
        }

        static JsonArray Words(string value) =>
            value.StartsWith('[') ? JsonNode.Parse(value)!.AsArray() : new JsonArray("/bin/sh", "-c", value);

        static void Set(JsonObject config, string map, string key, JsonNode value)
        {
            if (config[map] is not JsonObject existing)
            {
                config[map] = existing = [];
            }

            existing[key] = value;
        }
    }

    private static void Unpack(FakeFileTree tree, byte[] archive)
    {
        try
        {
            tree.Unpack("/", archive);
        }
        catch (Exception failure) when (failure is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            throw EngineError.Internal($"Error processing tar file(exit status 1): {failure.Message}");
        }
    }

    private static bool Matches(string pattern, string tag) =>
        new PathPattern("*", pattern).Matches("*", tag) || new PathPattern("*", pattern).Matches("*", ImageStore.Repository(tag));
}
