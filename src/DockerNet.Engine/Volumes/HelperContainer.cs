using System.Text.Json.Nodes;
using Docker.DotNet;
using DockerNet.Engine.Files;

namespace DockerNet.Engine;

/// <summary>
/// The way to a volume's files: a container of an empty image that mounts it and is never started. It needs no image from a registry and
/// no tool in any image: the engine itself reads and writes the files, as for <c>docker cp</c>.
/// </summary>
/// <remarks>
/// <para>Container and image live as long as this object, and are removed also where an operation fails or is cancelled. What a killed
/// client leaves is told by its label (<see cref="HelperOwner"/>) and removed by the next operation on volumes (<see cref="AbandonedHelpers"/>).</para>
/// <para>The engine locks a container while an archive is read from it or written to it: piping from one place of a helper to another of the
/// same one waits for ever. Take two.</para>
/// </remarks>
internal sealed class HelperContainer : IAsyncDisposable
{
    private const string ImageName = "dockernet-helper";
    private const int BufferSize = 128 * 1024;
    private const int RemovalAttempts = 3;
    /// <summary>How long the engine may take to remove something at the end of an operation: whoever stopped it is waiting.</summary>
    internal static readonly TimeSpan RemovalPatience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RemovalPause = TimeSpan.FromMilliseconds(200);

    private readonly EngineConnection _engine;
    private readonly HelperOwner _owner;
    private readonly bool _ownsOwner;
    private readonly string? _volume;

    /// <summary>Cancelled where the user stops the operation: then its end is not long in coming.</summary>
    private readonly CancellationToken _stop;

    private string? _image;
    private bool _isAbandoned;

    /// <summary>Whether the container of this name is another helper's.</summary>
    private bool _isForeign;

    private HelperContainer(EngineConnection engine, HelperOwner? owner, string? name, string? volume, CancellationToken stop)
    {
        (_engine, _ownsOwner, _volume, _stop) = (engine, owner is null, volume, stop);
        _owner = owner ?? HelperOwner.Begin();
        Name = name ?? $"dockernet-helper-{Guid.NewGuid().ToString("N")[..12]}";
    }

    /// <summary>The container's name.</summary>
    public string Name { get; }

    /// <summary>Creates the container.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="mounts">What it mounts. A volume that does not exist is created, as the mount says; sources are to be read-only.</param>
    /// <param name="cancellationToken">Stops it, with nothing left.</param>
    /// <param name="owner">The operation that it belongs to; null for one of its own.</param>
    /// <param name="labels">Further labels, for whoever comes across it after its client was killed.</param>
    /// <param name="name">Its name, of which there can be one only; null for any.</param>
    public static async Task<HelperContainer> CreateAsync(
        EngineConnection engine,
        IReadOnlyList<Mount> mounts,
        CancellationToken cancellationToken,
        HelperOwner? owner = null,
        IReadOnlyDictionary<string, string>? labels = null,
        string? name = null)
    {
        var helper = new HelperContainer(engine, owner, name, mounts.Count > 0 ? mounts[0].Source : null, cancellationToken);
        try
        {
            if (owner is null)
            {
                await new AbandonedHelpers(engine).RemoveAsync(cancellationToken).ConfigureAwait(false);
            }

            using var grace = new CancellationGrace(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            await helper.ImportImageAsync(grace.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            await helper.CreateContainerAsync(mounts, labels ?? new Dictionary<string, string>(), grace.Token).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return helper;
        }
        catch
        {
            await helper.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>What is at a path; null for nothing.</summary>
    public Task<PathStat?> StatAsync(string path, CancellationToken cancellationToken) =>
        new ArchiveCopy(_engine, new(Name, "", ResourceKind.Container, Name)).StatAsync(path, cancellationToken);

    /// <summary>The whole volume at <see cref="VolumeFill.Path"/> as a tar archive, whose names begin with <see cref="VolumeFill.Folder"/>.</summary>
    /// <inheritdoc cref="GetArchiveAsync"/>
    /// <exception cref="DockerNetException"><c>NotSupportedByEngine</c>: Podman.</exception>
    public Task<Stream> GetVolumeAsync(CancellationToken cancellationToken, Action<long>? copied = null)
    {
        VolumeFill.CheckEngine(_engine, _volume);
        return GetArchiveAsync(VolumeFill.Path, cancellationToken, copied);
    }

    /// <summary>The files at a path as a tar archive, whose names begin with the last part of the path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="cancellationToken">Stops the call and the reading.</param>
    /// <param name="copied">Hears the bytes read so far.</param>
    /// <returns>The archive; the caller disposes it.</returns>
    public async Task<Stream> GetArchiveAsync(string path, CancellationToken cancellationToken, Action<long>? copied = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ArchiveUri(path));
        var response = await _engine.SendAsync(request, ResourceKind.Container, _volume, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new EngineBodyStream(body, e => EngineFailure.Translate(e, _engine, ResourceKind.Container, _volume, Timeout.InfiniteTimeSpan, cancellationToken), response, copied);
    }

    /// <summary>Unpacks a tar archive below a path, with owners, modes and times.</summary>
    /// <param name="path">The folder; it exists.</param>
    /// <param name="archive">The archive. A <see cref="DockerNetException"/> that reading it throws is passed on.</param>
    /// <param name="cancellationToken">Breaks it off; what was unpacked until then stays.</param>
    public async Task PutArchiveAsync(string path, Stream archive, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, ArchiveUri(path)) { Content = new StreamContent(archive, BufferSize) };
        request.Content.Headers.ContentType = new("application/x-tar");
        try
        {
            using var response = await _engine.SendAsync(request, ResourceKind.Container, _volume, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.InnerException is DockerApiException refused)
        {
            // Whatever the status: 404 too is said of files, such as the one that a hard link points to.
            throw VolumeError.NotFilled(_volume, EngineFailure.Words(refused.ResponseBody), refused);
        }
    }

    /// <summary>Leaves the container where it is, for the next operation to do what its labels say and to remove it.</summary>
    public void Abandon() => _isAbandoned = true;

    /// <summary>Removes container and image. A failure is not told: what is left is removed by the next operation.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            using var grace = new CancellationGrace(_stop, RemovalPatience);
            if (!_isForeign && !_isAbandoned)
            {
                await InsistAsync(HttpMethod.Delete, $"containers/{Name}?force=1", grace.Token).ConfigureAwait(false);
            }

            if (_image is not null && !_isAbandoned)
            {
                await InsistAsync(HttpMethod.Delete, $"images/{_image}?force=1", grace.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // An engine that does not answer now is not asked for more.
        }
        finally
        {
            if (_ownsOwner)
            {
                _owner.End();
            }
        }
    }

    private Uri ArchiveUri(string path) => new($"containers/{Name}/archive?path={Uri.EscapeDataString(path)}", UriKind.Relative);

    private async Task ImportImageAsync(CancellationToken cancellationToken)
    {
        // Two blocks of zeros are a tar archive of nothing. Under a name of its own: it can be removed though nobody heard its id.
        using var nothing = new MemoryStream(new byte[1024]);
        _image = $"{ImageName}:{Guid.NewGuid().ToString("N")[..12]}";
        var image = await new Images(_engine).ImportAsync(nothing, Name, _image, [$"LABEL {HelperOwner.Label}={_owner}"], null, null, null, cancellationToken).ConfigureAwait(false);
        // From here on by its id: Podman leaves out the tag.
        _image = image.Id;
    }

    private async Task CreateContainerAsync(IReadOnlyList<Mount> mounts, IReadOnlyDictionary<string, string> labels, CancellationToken cancellationToken)
    {
        var all = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))) { [HelperOwner.Label] = _owner.ToString() };
        var body = new JsonObject
        {
            ["Image"] = _image,
            // The engine wants some command, though it never runs.
            ["Cmd"] = new JsonArray("none"),
            ["Labels"] = all,
            ["HostConfig"] = new JsonObject { ["NetworkMode"] = "none", ["Mounts"] = new JsonArray([.. mounts.Select(MountBody.Of)]) },
        };
        try
        {
            await _engine.SendJsonAsync(HttpMethod.Post, $"containers/create?name={Name}", body, ResourceKind.Volume, _volume, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ResourceConflict" or "VolumeExists" or "ContainerExists")
        {
            _isForeign = true;
            throw;
        }
    }

    private async Task InsistAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= RemovalAttempts; attempt++)
        {
            try
            {
                await _engine.SendJsonAsync(method, path, null, ResourceKind.Container, Name, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound" or "ImageNotFound")
            {
                return;
            }
            catch (DockerNetException)
            {
                // The engine may still be busy with what was just broken off.
                await Task.Delay(RemovalPause * attempt, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
