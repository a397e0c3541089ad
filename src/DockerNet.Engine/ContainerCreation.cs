using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The creation of a container: what can be told before, the image, the container, its networks. If a step fails, nothing is left.</summary>
internal sealed class ContainerCreation(EngineConnection engine, ContainerConfig config, bool start, IProgress<PullProgress>? pull)
{
    private readonly Containers _containers = new(engine);
    private readonly Networks _networks = new(engine);

    public async Task<Container> RunAsync(CancellationToken cancellationToken)
    {
        config.Validate();
        await CheckNetworksAsync(cancellationToken).ConfigureAwait(false);
        await CheckOthersAsync(cancellationToken).ConfigureAwait(false);
        if (config.PullPolicy is PullPolicy.Always)
        {
            await PullAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await CreateWithNetworksAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (NetworkFailure.IsOfAddress(e))
        {
            throw await NetworkFailure.ExplainAddressAsync(e, config.Networks, _networks, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<Container> CreateWithNetworksAsync(CancellationToken cancellationToken)
    {
        var id = await CreateAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // An engine before 25 takes one network at the creation: the others are connected before the start.
            foreach (var attachment in ContainerBody.NetworksLeft(config, engine))
            {
                var connect = new JsonObject { ["Container"] = id, ["EndpointConfig"] = EndpointSettingsBody.Of(attachment) };
                await engine.SendJsonAsync(HttpMethod.Post, $"networks/{Uri.EscapeDataString(attachment.Network)}/connect", connect, ResourceKind.Network, attachment.Network, cancellationToken).ConfigureAwait(false);
            }

            var created = await _containers.GetAsync(id, cancellationToken).ConfigureAwait(false);
            return start ? await _containers.StartAsync(created, config.Command, cancellationToken).ConfigureAwait(false) : created;
        }
        catch
        {
            await _containers.DiscardAsync(id).ConfigureAwait(false);
            throw;
        }
    }

    private async Task CheckNetworksAsync(CancellationToken cancellationToken)
    {
        foreach (var attachment in config.Networks)
        {
            if (attachment.SharesContainer)
            {
                var shared = await _containers.GetAsync(attachment.Network["container:".Length..], cancellationToken).ConfigureAwait(false);
                CheckRuns(shared, "its network cannot be shared.");
            }
            else if (attachment.IsUserDefined && await NetworkAsync(attachment.Network, cancellationToken).ConfigureAwait(false) is { } network)
            {
                EndpointSettingsBody.Check(attachment, network, engine);
            }
        }
    }

    /// <summary>The network; null for one that a worker of a swarm fetches from the managers only when it is needed.</summary>
    private async Task<Network?> NetworkAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await _networks.FindForAttachmentAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "NetworkNotFound")
        {
            var mode = name.ToLowerInvariant();
            throw new DockerNetException(
                e.ErrorId,
                e.Category,
                e.Message,
                name,
                mode != name && NetworkAttachment.IsMode(mode) ? $"The mode is written '{mode}'." : "Make it with New-DockerNetwork, or give bridge, host, none or container:NAME.",
                e.InnerException);
        }
    }

    /// <summary>Links and mounts of containers that do not exist or do not run the engine would name in passing, if at all.</summary>
    private async Task CheckOthersAsync(CancellationToken cancellationToken)
    {
        foreach (var link in config.Links)
        {
            CheckRuns(await _containers.GetAsync(link.Container, cancellationToken).ConfigureAwait(false), "it cannot be linked to.");
        }

        foreach (var source in config.VolumesFrom)
        {
            await _containers.GetAsync(source.Split(':')[0], cancellationToken).ConfigureAwait(false);
        }
    }

    private void CheckRuns(Container container, string why)
    {
        if (start && container.State is not (ContainerState.Running or ContainerState.Paused or ContainerState.Restarting))
        {
            throw ContainerError.NotRunning(container, why);
        }
    }

    private async Task<string> CreateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await PostAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ImageNotFound" && config.PullPolicy is PullPolicy.Missing && !config.Image.StartsWith("sha256:", StringComparison.Ordinal))
        {
            await PullAsync(cancellationToken).ConfigureAwait(false);
            return await PostAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<string> PostAsync(CancellationToken cancellationToken)
    {
        var query = string.Join('&', new[]
        {
            config.Name is null ? null : $"name={Uri.EscapeDataString(config.Name)}",
            config.Platform is null ? null : $"platform={Uri.EscapeDataString(config.Platform)}",
        }.OfType<string>());
        try
        {
            var answer = await engine.SendJsonAsync(HttpMethod.Post, $"containers/create{(query.Length == 0 ? "" : "?")}{query}", ContainerBody.Of(config, engine), ResourceKind.Image, config.Image, cancellationToken).ConfigureAwait(false);
            return (string?)answer["Id"] ?? throw EngineError.Fault("The engine created a container but told no id.", config.Name);
        }
        catch (DockerNetException e) when (e.ErrorId is "ImageExists" or "ResourceConflict")
        {
            throw ContainerError.NameInUse(config.Name, await _containers.FindNamedAsync(config.Name, cancellationToken).ConfigureAwait(false), e.Message, e.InnerException);
        }
    }

    private Task<Image> PullAsync(CancellationToken cancellationToken) =>
        new Images(engine).PullAsync(config.Image, config.Platform, null, pull, cancellationToken);
}
