using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The calls that a replacement makes, in the engine's own words.</summary>
internal sealed class ReplacementCalls(EngineConnection engine)
{
    public EngineConnection Engine => engine;

    /// <summary>The id of a container, as inspect or a row of the list tells it.</summary>
    public static string IdOf(JsonObject container) => (string)container["Id"]!;

    /// <summary>The name of a container, as inspect tells it.</summary>
    public static string NameOf(JsonObject inspect) => ((string)inspect["Name"]!).TrimStart('/');

    public async Task<JsonObject> InspectAsync(string id, CancellationToken cancellationToken) =>
        (JsonObject)await engine.GetJsonAsync($"containers/{id}/json", ResourceKind.Container, id, cancellationToken).ConfigureAwait(false);

    public async Task<IReadOnlyList<JsonObject>> ListAsync(CancellationToken cancellationToken) =>
        [.. ((JsonArray)await engine.GetJsonAsync("containers/json?all=1", ResourceKind.Container, null, cancellationToken).ConfigureAwait(false)).OfType<JsonObject>()];

    public Task RenameAsync(string id, string name, CancellationToken cancellationToken) =>
        PostAsync($"containers/{id}/rename?name={Uri.EscapeDataString(name)}", null, id, cancellationToken);

    public Task StartAsync(string id, CancellationToken cancellationToken) =>
        engine.CallAsync((client, token) => client.Containers.StartContainerAsync(id, null, token), ResourceKind.Container, id, cancellationToken);

    /// <summary>Stops a container; its own stop timeout may be anything.</summary>
    public Task StopAsync(string id, CancellationToken cancellationToken) =>
        engine.CallAsync((client, token) => client.Containers.StopContainerAsync(id, new(), token), ResourceKind.Container, id, cancellationToken, Timeout.InfiniteTimeSpan);

    public Task PauseAsync(string id, CancellationToken cancellationToken) => PostAsync($"containers/{id}/pause", null, id, cancellationToken);

    public Task UnpauseAsync(string id, CancellationToken cancellationToken) => PostAsync($"containers/{id}/unpause", null, id, cancellationToken);

    /// <summary>Has the engine not start a container by itself again.</summary>
    public Task EndRestartsAsync(string id, CancellationToken cancellationToken) =>
        PostAsync($"containers/{id}/update", new JsonObject { ["RestartPolicy"] = new JsonObject { ["Name"] = "no", ["MaximumRetryCount"] = 0 } }, id, cancellationToken);

    /// <summary>Removes a container; one that is gone or being removed is as good as removed.</summary>
    public async Task RemoveAsync(string id, bool force, bool volumes, CancellationToken cancellationToken)
    {
        try
        {
            await engine.SendJsonAsync(HttpMethod.Delete, $"containers/{id}?force={(force ? 1 : 0)}&v={(volumes ? 1 : 0)}", null, ResourceKind.Container, id, cancellationToken).ConfigureAwait(false);
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound" || e.Message.Contains("already in progress", StringComparison.OrdinalIgnoreCase))
        {
            // The aim is reached.
        }
    }

    public Task ConnectAsync(string network, string id, JsonObject settings, CancellationToken cancellationToken) =>
        engine.SendJsonAsync(HttpMethod.Post, $"networks/{Uri.EscapeDataString(network)}/connect", new JsonObject { ["Container"] = id, ["EndpointConfig"] = settings }, ResourceKind.Network, network, cancellationToken);

    public Task DisconnectAsync(string network, string id, CancellationToken cancellationToken) =>
        engine.SendJsonAsync(HttpMethod.Post, $"networks/{Uri.EscapeDataString(network)}/disconnect", new JsonObject { ["Container"] = id, ["Force"] = true }, ResourceKind.Network, network, cancellationToken);

    /// <summary>What a container changed in its file system, apart from what the engine made for its mounts.</summary>
    public async Task<IReadOnlyList<string>> ChangesAsync(JsonObject inspect, CancellationToken cancellationToken)
    {
        var id = IdOf(inspect);
        var changes = await engine.GetJsonAsync($"containers/{id}/changes", ResourceKind.Container, id, cancellationToken).ConfigureAwait(false) as JsonArray ?? [];
        var targets = (inspect["Mounts"] as JsonArray ?? []).Select(mount => ((string?)mount?["Destination"])?.TrimEnd('/')).OfType<string>().ToList();
        return [.. changes.Select(change => (string?)change?["Path"]).OfType<string>().Where(path => !targets.Exists(target => target == path || target.StartsWith($"{path}/", StringComparison.Ordinal)))];
    }

    /// <summary>Makes an image of a container as it is.</summary>
    public async Task CommitAsync(string id, string repository, string tag, string comment, string group, CancellationToken cancellationToken)
    {
        var change = $"LABEL {ReplacementMark.SnapshotLabel}={group}";
        var query = $"container={id}&repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}&comment={Uri.EscapeDataString(comment)}&changes={Uri.EscapeDataString(change)}";
        // As many bytes as it has written have to be read: no limit of ours fits that.
        await engine.SendJsonAsync(HttpMethod.Post, $"commit?{query}", new JsonObject(), ResourceKind.Container, id, cancellationToken, Timeout.InfiniteTimeSpan).ConfigureAwait(false);
    }

    /// <summary>Removes the images that were made for a replacement.</summary>
    public async Task RemoveSnapshotsAsync(string group, CancellationToken cancellationToken)
    {
        var filters = new JsonObject { ["label"] = new JsonArray($"{ReplacementMark.SnapshotLabel}={group}") };
        var images = await engine.GetJsonAsync($"images/json?filters={Uri.EscapeDataString(filters.ToJsonString())}", ResourceKind.Image, group, cancellationToken).ConfigureAwait(false) as JsonArray ?? [];
        foreach (var image in images.OfType<JsonObject>())
        {
            try
            {
                await engine.SendJsonAsync(HttpMethod.Delete, $"images/{Uri.EscapeDataString((string)image["Id"]!)}?force=1", null, ResourceKind.Image, group, cancellationToken).ConfigureAwait(false);
            }
            catch (DockerNetException e) when (e.ErrorId is "ImageNotFound")
            {
                // The aim is reached.
            }
        }
    }

    /// <summary>The settings that make an endpoint again, with the MAC address that it has where the engine takes one.</summary>
    public JsonObject Settings(JsonObject endpoint, string id)
    {
        var settings = new JsonObject();
        foreach (var field in new[] { "IPAMConfig", "Links", "DriverOpts", "GwPriority" })
        {
            if (endpoint[field] is { } value)
            {
                settings[field] = value.DeepClone();
            }
        }

        // Engines before 25 add the short id by themselves.
        var aliases = endpoint["Aliases"].ToTexts().Where(alias => alias.Length < 12 || !id.StartsWith(alias, StringComparison.Ordinal)).ToList();
        if (aliases.Count > 0)
        {
            settings["Aliases"] = new JsonArray([.. aliases.Select(alias => (JsonNode?)alias)]);
        }

        if (KeptMac(endpoint) is { } mac)
        {
            settings["MacAddress"] = mac;
        }

        return settings;
    }

    /// <summary>The MAC address of an endpoint, where it is not made of the IP address anyway: that one could be another container's tomorrow.</summary>
    public string? KeptMac(JsonObject endpoint)
    {
        var mac = (string?)endpoint["MacAddress"] ?? "";
        if (mac.Length == 0 || !ContainerBody.TakesSeveralNetworks(engine))
        {
            return null;
        }

        var derived = System.Net.IPAddress.TryParse((string?)endpoint["IPAddress"], out var address)
            ? "02:42:" + string.Join(':', address.GetAddressBytes().Select(octet => octet.ToString("x2", CultureInfo.InvariantCulture)))
            : "";
        return mac == derived ? null : mac;
    }

    private Task<JsonNode> PostAsync(string path, JsonNode? body, string id, CancellationToken cancellationToken) =>
        engine.SendJsonAsync(HttpMethod.Post, path, body, ResourceKind.Container, id, cancellationToken);
}
