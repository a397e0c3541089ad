using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DockerNet.Engine;

/// <summary>Containers of an engine. Source: the Container section of the engine API.</summary>
public sealed class Containers
{
    private readonly EngineConnection _engine;

    internal Containers(EngineConnection engine) => _engine = engine;

    /// <summary>The containers in any state that fit all conditions, newest first.</summary>
    /// <param name="query">The conditions; null for all containers.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<Container>> ListAsync(ContainerQuery? query, CancellationToken cancellationToken)
    {
        query ??= new();
        var filter = new EngineFilter()
            .With("label", query.Labels)
            .With("status", query.States.Select(state => state.ToString().ToLowerInvariant()))
            .With("ancestor", query.Images)
            .With("network", query.Networks)
            .With("volume", query.Volumes);
        return await ListAsync(filter, query.Size, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>One container.</summary>
    /// <param name="container">Its name, its id, or a prefix of the id.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="DockerNetException"><c>ContainerNotFound</c>, <c>ContainerAmbiguous</c>.</exception>
    public async Task<Container> GetAsync(string container, CancellationToken cancellationToken)
    {
        // A full id cannot be a name's prefix; anything else is a name first, as the engine itself has it.
        var name = container.TrimStart('/');
        if (!IsFullId(name))
        {
            var named = await ListAsync(new EngineFilter().With("name", $"^/?{Regex.Escape(name)}$"), size: false, cancellationToken).ConfigureAwait(false);
            if (named.FirstOrDefault(candidate => candidate.Name == name) is { } found)
            {
                return found;
            }
        }

        var byId = IsId(name) ? await ListAsync(new EngineFilter().With("id", name), size: false, cancellationToken).ConfigureAwait(false) : [];
        return byId.Count switch
        {
            1 => byId[0],
            > 1 => throw ResourceError.Ambiguous(ResourceKind.Container, container, string.Join(", ", byId.Select(candidate => candidate.Name))),
            _ => throw ResourceError.NotFound(ResourceKind.Container, container, _engine.Name),
        };
    }

    /// <summary>A container as it is once the engine has done with what it does to it at the moment. The engine tells of a change,
    /// in an answer or an event, before its list, which <see cref="GetAsync"/> reads, knows of it; but it keeps the container locked
    /// until then, and inspect waits for that.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ContainerNotFound</c>.</exception>
    internal async Task<Container> GetSettledAsync(string id, CancellationToken cancellationToken)
    {
        await _engine.GetJsonAsync($"containers/{id}/json", ResourceKind.Container, id, cancellationToken).ConfigureAwait(false);
        return await GetAsync(id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What is mounted in a container, in the order of the paths. Unlike <see cref="Container.Mounts"/> it has the memory of <c>--tmpfs</c> too.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<ContainerMount>> GetMountsAsync(Container container, CancellationToken cancellationToken)
    {
        var inspect = await _engine.GetJsonAsync($"containers/{container.Id}/json", ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        return [.. ContainerMapping.Mounts((JsonObject)inspect, container).OrderBy(mount => mount.Destination, StringComparer.Ordinal)];
    }

    /// <summary>The configuration that makes a container again: creating from it gives the same but for ids and times. What
    /// <see cref="ContainerConfig"/> has no word for is in it too.</summary>
    /// <param name="container">The container.</param>
    /// <param name="keepVolumes">Whether the volumes that the engine made for it are mounted by name, for a container that takes
    /// its place; otherwise one that stands beside it gets new ones.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <remarks>A MAC address chosen for another network than the first one is lost: no engine tells it from one of its own making.</remarks>
    public async Task<ContainerConfig> GetConfigAsync(Container container, bool keepVolumes, CancellationToken cancellationToken)
    {
        var inspect = (JsonObject)await _engine.GetJsonAsync($"containers/{container.Id}/json", ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        var info = await _engine.GetJsonAsync("info", ResourceKind.Engine, _engine.Name, cancellationToken).ConfigureAwait(false);
        var origin = new ContainerOrigin(inspect, await ConfigOfImageAsync((string?)inspect["Image"], cancellationToken).ConfigureAwait(false), info);
        if (keepVolumes)
        {
            origin.NameAnonymousVolumes();
        }

        var gone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in origin.VolumeSources)
        {
            if (await FindSourceAsync(source, cancellationToken).ConfigureAwait(false) is not { } found || (keepVolumes && !origin.HasMountsOf(found)))
            {
                gone.Add(source);
            }
        }

        if (gone.Count > 0)
        {
            origin.ReplaceVolumesFrom(gone);
        }

        return ContainerBodyReader.Read(origin.Body, origin.Attachments) with
        {
            Name = ((string?)inspect["Name"])?.TrimStart('/'),
            Engine = _engine.Name,
            Origin = origin.Body.ToJsonString(),
        };
    }

    /// <summary>The line of the docker CLI that makes a container again.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    public async Task<string> GetDockerCommandAsync(Container container, CancellationToken cancellationToken)
    {
        var config = await GetConfigAsync(container, keepVolumes: false, cancellationToken).ConfigureAwait(false);
        return DockerCommand.Of(config, ContainerBody.TakesSeveralNetworks(_engine), container.State is not ContainerState.Created);
    }

    /// <summary>Creates a container, connected to all its networks. If a step fails, nothing is left of it.</summary>
    /// <param name="config">The container.</param>
    /// <param name="start">Whether to start it too.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ImageNotFound</c>, <c>ContainerExists</c>, <c>NetworkNotFound</c>, <c>ContainerNotRunning</c>
    /// (container mode or a link), <c>ConflictingParameters</c>, or the engine's refusal.</exception>
    public Task<Container> CreateAsync(ContainerConfig config, bool start, CancellationToken cancellationToken) =>
        CreateAsync(config, start, null, cancellationToken);

    /// <param name="config">The container.</param>
    /// <param name="start">Whether to start it too.</param>
    /// <param name="pull">Hears how far the pull of the image is, if there is one.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <inheritdoc cref="CreateAsync(ContainerConfig, bool, CancellationToken)"/>
    public Task<Container> CreateAsync(ContainerConfig config, bool start, IProgress<PullProgress>? pull, CancellationToken cancellationToken) =>
        new ContainerCreation(_engine, config, start, pull).RunAsync(cancellationToken);

    /// <summary>Starts a container; one that runs is left as it is.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The container as it then is.</returns>
    /// <exception cref="DockerNetException"><c>ContainerCommandNotFound</c>, <c>ContainerCommandNotExecutable</c>, or the engine's refusal.</exception>
    public Task<Container> StartAsync(Container container, CancellationToken cancellationToken) => StartAsync(container, [], cancellationToken);

    /// <param name="container">The container.</param>
    /// <param name="command">Its command, to be told where it cannot be run.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <inheritdoc cref="StartAsync(Container, CancellationToken)"/>
    internal async Task<Container> StartAsync(Container container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        try
        {
            await _engine.CallAsync((client, token) => client.Containers.StartContainerAsync(container.Id, null, token), ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "InvalidRequest" or "EngineFault" && e.Message.Contains("exec: ", StringComparison.Ordinal) && CommandFailure.OfStart(container.Name, command, e) is { } failure)
        {
            throw failure;
        }
        catch (DockerNetException e) when (NetworkFailure.IsOfAddress(e))
        {
            var networks = new Networks(_engine);
            var asked = (await networks.InspectAsync(container.Id, cancellationToken).ConfigureAwait(false))
                .Select(endpoint => new NetworkAttachment { Network = endpoint.Network, IPAddress = endpoint.StaticIPAddress, IPv6Address = endpoint.StaticIPv6Address });
            throw await NetworkFailure.ExplainAddressAsync(e, asked, networks, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e)
        {
            throw await new Ports(_engine).ExplainAsync(NetworkFailure.ExplainEndpoint(e), container.Name, cancellationToken).ConfigureAwait(false);
        }

        return await AfterwardsAsync(container, ContainerState.Running, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops a container: its stop signal, and after the time SIGKILL. One that does not run is left as it is.</summary>
    /// <param name="container">The container.</param>
    /// <param name="timeout">How long it may take to end by itself; null for the container's own setting, the engine's being 10 s.</param>
    /// <param name="cancellationToken">Stops the wait, not the stopping.</param>
    /// <returns>The container as it then is.</returns>
    public async Task<Container> StopAsync(Container container, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        await _engine.CallAsync(
            (client, token) => client.Containers.StopContainerAsync(container.Id, new() { WaitBeforeKillSeconds = timeout is null ? null : (uint)Math.Ceiling(timeout.Value.TotalSeconds) }, token),
            ResourceKind.Container,
            container.Name,
            cancellationToken,
            // The container's own stop timeout may be anything: its end is not for this side to set.
            Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return await AfterwardsAsync(container, ContainerState.Exited, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops a container that runs, and starts it.</summary>
    /// <inheritdoc cref="StopAsync"/>
    public async Task<Container> RestartAsync(Container container, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var query = timeout is { } time ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"?t={Math.Ceiling(time.TotalSeconds):0}") : "";
        await _engine.SendJsonAsync(HttpMethod.Post, $"containers/{container.Id}/restart{query}", null, ResourceKind.Container, container.Name, cancellationToken, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return await AfterwardsAsync(container, ContainerState.Running, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Freezes the processes of a container; one that is frozen is left as it is.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The container as it then is.</returns>
    /// <exception cref="DockerNetException"><c>ContainerNotRunning</c>.</exception>
    public Task<Container> SuspendAsync(Container container, CancellationToken cancellationToken) =>
        FreezeAsync(container, "pause", ContainerState.Paused, "there is nothing to suspend.", cancellationToken);

    /// <summary>Lets the processes of a suspended container go on; one that runs is left as it is.</summary>
    /// <inheritdoc cref="SuspendAsync"/>
    public Task<Container> ResumeAsync(Container container, CancellationToken cancellationToken) =>
        FreezeAsync(container, "unpause", ContainerState.Running, "there is nothing to resume.", cancellationToken);

    /// <summary>Gives a container another name.</summary>
    /// <param name="container">The container.</param>
    /// <param name="name">The name.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The container as it then is.</returns>
    /// <exception cref="DockerNetException"><c>ContainerExists</c>, <c>InvalidContainerName</c>.</exception>
    public async Task<Container> RenameAsync(Container container, string name, CancellationToken cancellationToken)
    {
        ContainerContradictions.CheckName(name);
        if (name.TrimStart('/') != container.Name)
        {
            try
            {
                await _engine.SendJsonAsync(HttpMethod.Post, $"containers/{container.Id}/rename?name={Uri.EscapeDataString(name)}", null, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerNetException e) when (e.ErrorId is "ContainerExists" or "ResourceConflict")
            {
                throw ContainerError.NameInUse(name, await FindNamedAsync(name, cancellationToken).ConfigureAwait(false), e.Message, e.InnerException);
            }
        }

        return await GetAsync(container.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a container is what it is to be.</summary>
    /// <param name="container">The container.</param>
    /// <param name="condition">What it is to be.</param>
    /// <param name="timeout">How long at most; null for without end.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The container as it then is; one that was removed meanwhile as it was, with its exit code.</returns>
    /// <exception cref="DockerNetException"><c>ContainerWaitTimeout</c>, <c>ContainerWaitFailed</c>.</exception>
    public Task<Container> WaitAsync(Container container, ContainerCondition condition, TimeSpan? timeout, CancellationToken cancellationToken) =>
        new ContainerWait(_engine, container, condition).RunAsync(timeout, cancellationToken);

    /// <summary>Removes a container.</summary>
    /// <param name="container">The container.</param>
    /// <param name="force">Whether to kill one that runs.</param>
    /// <param name="removeVolumes">Whether to remove its anonymous volumes too.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="DockerNetException"><c>ContainerRunning</c>.</exception>
    public async Task RemoveAsync(Container container, bool force, bool removeVolumes, CancellationToken cancellationToken)
    {
        try
        {
            await _engine.CallAsync(
                (client, token) => client.Containers.RemoveContainerAsync(container.Id, new() { Force = force, RemoveVolumes = removeVolumes }, token),
                ResourceKind.Container,
                container.Name,
                cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ResourceConflict" && !force && e.Message.Contains("running", StringComparison.OrdinalIgnoreCase))
        {
            throw new DockerNetException("ContainerRunning", System.Management.Automation.ErrorCategory.ResourceBusy, e.Message, container.Name, "Stop it first, or use -Force, which kills it.", e.InnerException);
        }
        catch (DockerNetException e) when (e.Message.Contains("is already in progress", StringComparison.OrdinalIgnoreCase))
        {
            // Another removal is under way (--rm of a container that was just stopped): the aim is reached.
        }
    }

    private static bool IsFullId(string text) => text.Length == 64 && IsId(text);

    private static bool IsId(string text) => text.Length > 0 && text.All(char.IsAsciiHexDigitLower);

    private async Task<IReadOnlyList<Container>> ListAsync(EngineFilter filter, bool size, CancellationToken cancellationToken)
    {
        var rows = await _engine.CallAsync(
            (client, token) => client.Containers.ListContainersAsync(new() { All = true, Size = size ? true : null, Filters = filter.Parameter }, token),
            ResourceKind.Container,
            null,
            cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => row.ToModel(_engine.Name))];
    }

    /// <summary>The container after a change; one that the engine removed at its end is told as it was, in its new state.</summary>
    private async Task<Container> AfterwardsAsync(Container container, ContainerState state, CancellationToken cancellationToken)
    {
        try
        {
            return await GetSettledAsync(container.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return container with { State = state is ContainerState.Running ? ContainerState.Exited : state, Status = "Removed" };
        }
    }

    /// <summary>What a container's image says. A snapshot repeats what the container said itself: there it is the image that both began with.</summary>
    private async Task<JsonObject> ConfigOfImageAsync(string? image, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _engine.GetJsonAsync($"images/{image}/json", ResourceKind.Image, image, cancellationToken).ConfigureAwait(false);
            var config = answer["Config"] as JsonObject ?? [];
            return config["Labels"]?[ReplacementMark.SnapshotLabel] is null ? config
                : (string?)answer["Parent"] is { Length: > 0 } parent ? await ConfigOfImageAsync(parent, cancellationToken).ConfigureAwait(false)
                : [];
        }
        catch (DockerNetException e) when (e.ErrorId is "ImageNotFound")
        {
            // Removed by force: then all that the container has is its own.
            return [];
        }
    }

    /// <summary>A container whose volumes another was created with; null where it is gone.</summary>
    private async Task<JsonObject?> FindSourceAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            return (JsonObject)await _engine.GetJsonAsync($"containers/{Uri.EscapeDataString(container)}/json", ResourceKind.Container, container, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return null;
        }
    }

    private async Task<Container> FreezeAsync(Container container, string call, ContainerState aim, string why, CancellationToken cancellationToken)
    {
        try
        {
            await _engine.SendJsonAsync(HttpMethod.Post, $"containers/{container.Id}/{call}", null, ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ResourceConflict" or "EngineFault")
        {
            // What is so already is no failure: Start-Container and Stop-Container have it so too.
            var now = await GetAsync(container.Id, cancellationToken).ConfigureAwait(false);
            if (now.State is not (ContainerState.Running or ContainerState.Paused))
            {
                throw ContainerError.NotRunning(now, why, e);
            }

            if (now.State != aim)
            {
                throw;
            }

            return now;
        }

        return await GetAsync(container.Id, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The container that has a name, if any has.</summary>
    internal async Task<Container?> FindNamedAsync(string? name, CancellationToken cancellationToken)
    {
        if (name is null)
        {
            return null;
        }

        var named = await ListAsync(new EngineFilter().With("name", $"^/?{Regex.Escape(name.TrimStart('/'))}$"), size: false, cancellationToken).ConfigureAwait(false);
        return named.Count == 0 ? null : named[0];
    }

    /// <summary>Takes back a container whose creation failed half-way.</summary>
    internal async Task DiscardAsync(string id)
    {
        try
        {
            await _engine.CallAsync((client, token) => client.Containers.RemoveContainerAsync(id, new() { Force = true, RemoveVolumes = true }, token), ResourceKind.Container, id, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerNetException)
        {
            // The first failure is the one to tell.
        }
    }
}
