using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The body of a container's creation. As JSON of our own: the client's models lack what engines before 25 need
/// (the MAC address) and would drop what a newer engine adds.</summary>
internal static class ContainerBody
{
    public static JsonObject Of(ContainerConfig config, EngineConnection engine)
    {
        var body = new JsonObject
        {
            ["Image"] = config.Image,
            ["Tty"] = config.Tty,
            ["OpenStdin"] = config.Interactive,
            ["StdinOnce"] = false,
        };
        if (config.Command.Count > 0)
        {
            body["Cmd"] = new JsonArray([.. config.Command.Select(word => (JsonNode?)word)]);
        }

        if (config.Environment.Count > 0)
        {
            body["Env"] = new JsonArray([.. config.Environment.Select(variable => (JsonNode?)$"{variable.Key}={variable.Value}")]);
        }

        if (config.Labels.Count > 0)
        {
            body["Labels"] = new JsonObject(config.Labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value)));
        }

        var host = new JsonObject { ["AutoRemove"] = config.AutoRemove };
        body["HostConfig"] = host;
        if (config.Networks.Count > 0)
        {
            host["NetworkMode"] = config.Networks[0].Network;
            if (config.Networks[0].MacAddress is { } mac && !TakesSeveralNetworks(engine))
            {
                body["MacAddress"] = mac;
            }

            body["NetworkingConfig"] = new JsonObject
            {
                ["EndpointsConfig"] = new JsonObject(AtCreation(config, engine)
                    .Where(attachment => attachment.IsUserDefined || attachment.HasEndpointSettings)
                    .Select(attachment => KeyValuePair.Create(attachment.Network, (JsonNode?)EndpointSettingsBody.Of(attachment)))),
            };
        }

        return body;
    }

    /// <summary>The networks that the creation cannot take and that are to be connected after it.</summary>
    public static IEnumerable<NetworkAttachment> NetworksLeft(ContainerConfig config, EngineConnection engine) =>
        TakesSeveralNetworks(engine) ? [] : config.Networks.Skip(1);

    private static IEnumerable<NetworkAttachment> AtCreation(ContainerConfig config, EngineConnection engine) =>
        TakesSeveralNetworks(engine) ? config.Networks : config.Networks.Take(1);

    private static bool TakesSeveralNetworks(EngineConnection engine) => engine.Speaks(1, 44);
}
