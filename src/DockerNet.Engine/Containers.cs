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

    /// <summary>Creates a container, connected to all its networks. If a step fails, nothing is left of it.</summary>
    /// <param name="config">The container.</param>
    /// <param name="start">Whether to start it too.</param>
    /// <param name="cancellationToken">Stops the calls.</param>
    /// <exception cref="DockerNetException"><c>ImageNotFound</c>, <c>ContainerExists</c>, <c>NetworkNotFound</c>, or the engine's refusal.</exception>
    public async Task<Container> CreateAsync(ContainerConfig config, bool start, CancellationToken cancellationToken)
    {
        config.Validate();
        foreach (var attachment in config.Networks.Where(attachment => attachment.IsUserDefined))
        {
            var networks = new Networks(_engine);
            if (await networks.FindForAttachmentAsync(attachment.Network, cancellationToken).ConfigureAwait(false) is { } network)
            {
                EndpointSettingsBody.Check(attachment, network, _engine);
            }
        }

        var body = ContainerBody.Of(config, _engine);
        var query = config.Name is null ? "" : $"?name={Uri.EscapeDataString(config.Name)}";
        string id;
        try
        {
            var answer = await _engine.SendJsonAsync(HttpMethod.Post, $"containers/create{query}", body, ResourceKind.Image, config.Image, cancellationToken).ConfigureAwait(false);
            id = (string?)answer["Id"] ?? throw EngineError.Fault("The engine created a container but told no id.", config.Name);
        }
        catch (DockerNetException e) when (e.ErrorId is "ImageExists" or "ResourceConflict")
        {
            throw ResourceError.Exists(ResourceKind.Container, config.Name, e.Message, e.InnerException);
        }

        try
        {
            // An engine before 25 takes one network at the creation: the others are connected before the start.
            foreach (var attachment in ContainerBody.NetworksLeft(config, _engine))
            {
                var connect = new JsonObject { ["Container"] = id, ["EndpointConfig"] = EndpointSettingsBody.Of(attachment) };
                await _engine.SendJsonAsync(HttpMethod.Post, $"networks/{Uri.EscapeDataString(attachment.Network)}/connect", connect, ResourceKind.Network, attachment.Network, cancellationToken).ConfigureAwait(false);
            }

            var created = await GetAsync(id, cancellationToken).ConfigureAwait(false);
            return start ? await StartAsync(created, cancellationToken).ConfigureAwait(false) : created;
        }
        catch
        {
            await DiscardAsync(id).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a container; one that runs is left as it is.</summary>
    /// <param name="container">The container.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>The container as it then is.</returns>
    public async Task<Container> StartAsync(Container container, CancellationToken cancellationToken)
    {
        try
        {
            await _engine.CallAsync((client, token) => client.Containers.StartContainerAsync(container.Id, null, token), ResourceKind.Container, container.Name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "EngineFault")
        {
            throw NetworkFailure.ExplainDriver(e);
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
            (client, token) => client.Containers.StopContainerAsync(container.Id, new() { WaitBeforeKillSeconds = timeout is null ? null : (uint)timeout.Value.TotalSeconds }, token),
            ResourceKind.Container,
            container.Name,
            cancellationToken,
            // The container's own stop timeout may be anything: its end is not for this side to set.
            Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        return await AfterwardsAsync(container, ContainerState.Exited, cancellationToken).ConfigureAwait(false);
    }

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
            return await GetAsync(container.Id, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return container with { State = state is ContainerState.Running ? ContainerState.Exited : state, Status = "Removed" };
        }
    }

    private async Task DiscardAsync(string id)
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
