using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using DockerNet.Engine.Files;

namespace DockerNet.Engine;

/// <summary>Images of an engine. Source: the Image section of the engine API.</summary>
public sealed class Images
{
    private readonly EngineConnection _engine;

    internal Images(EngineConnection engine) => _engine = engine;

    /// <summary>The images, newest first, without those that are only steps of a build.</summary>
    /// <param name="labels">Labels that must all fit, <c>key</c> or <c>key=value</c>.</param>
    /// <param name="dangling">Whether only those without a tag, or only those with one; null for both.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<Image>> ListAsync(IReadOnlyCollection<string> labels, bool? dangling, CancellationToken cancellationToken)
    {
        var filter = new EngineFilter().With("label", labels);
        if (dangling is { } only)
        {
            filter.With("dangling", only ? "true" : "false");
        }

        var rows = await _engine.GetJsonAsync($"images/json?filters={filter.Query}", ResourceKind.Image, null, cancellationToken).ConfigureAwait(false);
        return [.. rows.AsArray().OfType<JsonObject>().Select(row => ToModel(row, DateTimeOffset.FromUnixTimeSeconds((long?)row["Created"] ?? 0), row["Labels"])).OrderByDescending(image => image.Created)];
    }

    /// <summary>One image.</summary>
    /// <param name="image">Its name, its id, or a prefix of the id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="DockerNetException"><c>ImageNotFound</c>, <c>ImageAmbiguous</c>.</exception>
    public async Task<Image> GetAsync(string image, CancellationToken cancellationToken)
    {
        var answer = (JsonObject)await _engine.GetJsonAsync($"images/{Escape(image)}/json", ResourceKind.Image, image, cancellationToken).ConfigureAwait(false);
        return ToModel(answer, DateTimeOffset.TryParse((string?)answer["Created"], System.Globalization.CultureInfo.InvariantCulture, out var created) ? created : default, answer["Config"]?["Labels"]);
    }

    /// <summary>Pulls an image from its registry.</summary>
    /// <param name="image">Its name; the tag <c>latest</c> where none is written.</param>
    /// <param name="platform">The platform, <c>os[/architecture[/variant]]</c>; null for the engine's own.</param>
    /// <param name="credential">Who asks; null for whom Docker's configuration and its credential helpers know, else nobody in particular.</param>
    /// <param name="progress">Hears how far it is, at most some ten times a second, from any thread.</param>
    /// <param name="cancellationToken">Stops the pull: the engine keeps the layers that are complete.</param>
    /// <returns>The image.</returns>
    /// <exception cref="DockerNetException"><c>ImageNotFound</c>, <c>RegistryDenied</c>, <c>RegistryUnavailable</c>, <c>PullFailed</c>.</exception>
    public async Task<Image> PullAsync(string image, string? platform, RegistryCredential? credential, IProgress<PullProgress>? progress, CancellationToken cancellationToken)
    {
        var reference = ImageReference.Parse(image);
        // A name without tag would pull all tags.
        reference = reference is { Tag: null, Digest: null } ? reference with { Tag = "latest" } : reference;
        var login = credential is null ? await RegistryCredentials.FindAsync(reference.Registry, cancellationToken).ConfigureAwait(false) : new(credential);
        var query = $"images/create?fromImage={Uri.EscapeDataString(reference.Repository)}&tag={Uri.EscapeDataString(reference.Digest ?? reference.Tag!)}{(platform is null ? "" : $"&platform={Uri.EscapeDataString(platform)}")}";
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(query, UriKind.Relative));
        if (login.Credential is { } known)
        {
            request.Headers.Add(RegistryCredential.HeaderName, known.Header(reference.Registry));
        }

        try
        {
            using var response = await _engine.SendAsync(request, ResourceKind.Image, image, cancellationToken).ConfigureAwait(false);
            var tally = new PullTally(reference.ToString());
            var told = Environment.TickCount64 - ProgressInterval;
            await foreach (var line in _engine.ReadAsync(JsonLines.ReadAsync(response, cancellationToken), ResourceKind.Image, image, cancellationToken).ConfigureAwait(false))
            {
                if (line.Error() is { } words)
                {
                    throw PullFailure.InStream(words, reference, login);
                }

                tally.Add(line);
                if (progress is not null && Environment.TickCount64 - told >= ProgressInterval)
                {
                    told = Environment.TickCount64;
                    progress.Report(tally.Progress());
                }
            }

            progress?.Report(tally.Progress() with { Percent = 100 });
        }
        catch (DockerNetException e)
        {
            throw PullFailure.Of(e, reference, login);
        }

        return await GetAsync(reference.Digest is null ? reference.ToString() : $"{reference.Repository}@{reference.Digest}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Loads the images of an archive, as <see cref="SaveAsync"/> or <c>docker save</c> writes it.</summary>
    /// <param name="archive">The archive, compressed or not.</param>
    /// <param name="name">What it is called in an error.</param>
    /// <param name="progress">Hears the bytes sent so far.</param>
    /// <param name="cancellationToken">Stops the loading.</param>
    /// <returns>The images.</returns>
    /// <exception cref="DockerNetException"><c>ImportFailed</c>.</exception>
    public async Task<IReadOnlyList<Image>> LoadAsync(Stream archive, string name, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var loaded = new List<string>();
        await foreach (var line in SendArchiveAsync("images/load?quiet=1", archive, name, progress, cancellationToken).ConfigureAwait(false))
        {
            // The engine tells what it loaded in these words only.
            var words = line.Text("stream")?.Trim() ?? "";
            if (words.Split(": ", 2) is ["Loaded image" or "Loaded image ID", var image])
            {
                loaded.Add(image);
            }
        }

        var images = new List<Image>();
        foreach (var image in loaded)
        {
            images.Add(await GetAsync(image, cancellationToken).ConfigureAwait(false));
        }

        return [.. images.DistinctBy(image => image.Id)];
    }

    /// <summary>Makes an image of a file system.</summary>
    /// <param name="archive">The tar archive of the file system, compressed or not.</param>
    /// <param name="name">What it is called in an error.</param>
    /// <param name="reference">The name of the image; null for none.</param>
    /// <param name="changes">Instructions of a Dockerfile, such as <c>CMD sh</c>.</param>
    /// <param name="message">Its commit message.</param>
    /// <param name="platform">Its platform; null for the engine's own.</param>
    /// <param name="progress">Hears the bytes sent so far.</param>
    /// <param name="cancellationToken">Stops the import.</param>
    /// <exception cref="DockerNetException"><c>ImportFailed</c>, <c>InvalidRequest</c>.</exception>
    public async Task<Image> ImportAsync(Stream archive, string name, string? reference, IReadOnlyList<string> changes, string? message, string? platform, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var query = new List<string> { "fromSrc=-" };
        if (reference is not null)
        {
            var parsed = ImageReference.Parse(reference);
            query.Add($"repo={Uri.EscapeDataString(parsed.Repository)}");
            query.Add($"tag={Uri.EscapeDataString(parsed.Tag ?? "latest")}");
        }

        query.AddRange(changes.Select(change => $"changes={Uri.EscapeDataString(change)}"));
        query.AddRange(message is null ? [] : [$"message={Uri.EscapeDataString(message)}"]);
        query.AddRange(platform is null ? [] : [$"platform={Uri.EscapeDataString(platform)}"]);
        var id = "";
        await foreach (var line in SendArchiveAsync($"images/create?{string.Join('&', query)}", archive, name, progress, cancellationToken).ConfigureAwait(false))
        {
            id = line.Text("status") ?? id;
        }

        return id.Length == 0 ? throw EngineError.Fault("The engine imported the archive but told no id.", name) : await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes images with all their layers as one tar archive.</summary>
    /// <param name="images">Names or ids; what is named by a tag keeps that tag in the archive.</param>
    /// <param name="destination">Where to write.</param>
    /// <param name="progress">Hears the bytes written so far.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    /// <exception cref="DockerNetException"><c>ImageNotFound</c>, <c>StreamBroken</c>.</exception>
    public async Task SaveAsync(IReadOnlyList<string> images, Stream destination, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var target = string.Join(", ", images);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"images/get?{string.Join('&', images.Select(image => $"names={Uri.EscapeDataString(image)}"))}", UriKind.Relative));
        using var response = await _engine.SendAsync(request, ResourceKind.Image, target, cancellationToken).ConfigureAwait(false);
        var written = 0L;
        await foreach (var part in _engine.ReadAsync(PartsAsync(response, cancellationToken), ResourceKind.Image, target, cancellationToken).ConfigureAwait(false))
        {
            await destination.WriteAsync(part, cancellationToken).ConfigureAwait(false);
            written += part.Length;
            progress?.Report(written);
        }
    }

    /// <summary>Removes an image: the name where it has others, else the image with the layers nobody else has.</summary>
    /// <param name="image">Its name or id.</param>
    /// <param name="force">Whether to remove an id with all its names, and one that stopped containers use.</param>
    /// <param name="keepParents">Whether to leave images that it was built from and that have no name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="DockerNetException"><c>ImageNotFound</c>, <c>ImageInUse</c>.</exception>
    public async Task RemoveAsync(string image, bool force, bool keepParents, CancellationToken cancellationToken)
    {
        try
        {
            await _engine.SendJsonAsync(HttpMethod.Delete, $"images/{Escape(image)}?force={(force ? 1 : 0)}&noprune={(keepParents ? 1 : 0)}", null, ResourceKind.Image, image, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ResourceConflict")
        {
            throw ImageError.InUse(e.Message, image, e.InnerException);
        }
    }

    private const int ProgressInterval = 100;

    private async IAsyncEnumerable<JsonElement> SendArchiveAsync(string path, Stream archive, string name, IProgress<long>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = new StreamContent(progress is null ? archive : new CountedStream(archive, progress)) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-tar");
        HttpResponseMessage response;
        try
        {
            response = await _engine.SendAsync(request, ResourceKind.Image, name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "EngineFault")
        {
            throw ImageError.ImportFailed(e.Message, name, e.InnerException);
        }

        using (response)
        {
            await foreach (var line in _engine.ReadAsync(JsonLines.ReadAsync(response, cancellationToken), ResourceKind.Image, name, cancellationToken).ConfigureAwait(false))
            {
                yield return line.Error() is { } words ? throw ImageError.ImportFailed(words, name) : line;
            }
        }
    }

    /// <summary>The bytes of an answer; each part is valid until the next one is asked for.</summary>
    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PartsAsync(HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var source = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            yield return buffer.AsMemory(0, read);
        }
    }

    /// <summary>A name in a path: its slashes are part of the engine's own route.</summary>
    private static string Escape(string image) => Uri.EscapeDataString(image).Replace("%2F", "/", StringComparison.Ordinal).Replace("%3A", ":", StringComparison.Ordinal).Replace("%40", "@", StringComparison.Ordinal);

    private Image ToModel(JsonObject row, DateTimeOffset created, JsonNode? labels) => new()
    {
        Id = (string?)row["Id"] ?? "",
        // Engines before 24 write "<none>" where there is nothing.
        Tags = Names(row["RepoTags"]),
        Digests = Names(row["RepoDigests"]),
        Created = created.LocalDateTime,
        Size = (long?)row["Size"] ?? 0,
        Labels = labels is JsonObject known ? known.ToDictionary(label => label.Key, label => (string?)label.Value ?? "", StringComparer.Ordinal) : new(),
        Engine = _engine.Name,
    };

    private static IReadOnlyList<string> Names(JsonNode? names) =>
        names is JsonArray array ? [.. array.Select(name => (string?)name ?? "").Where(name => name.Length > 0 && !name.Contains("<none>", StringComparison.Ordinal))] : [];
}
