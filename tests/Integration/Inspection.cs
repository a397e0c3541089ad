using System.Text.Json.Nodes;

namespace DockerNet.Integration;

/// <summary>What <c>docker inspect</c> shows of a container, without what is another at every creation: ids, times, paths that hold ids, and addresses that the engine chose.</summary>
public static class Inspection
{
    private static readonly string[] OfTheMoment =
        ["Id", "Created", "State", "ResolvConfPath", "HostnamePath", "HostsPath", "LogPath", "GraphDriver", "Storage", "ExecIDs", "RestartCount"];

    private static readonly string[] OfTheEndpoint =
        ["EndpointID", "IPAddress", "GlobalIPv6Address", "MacAddress", "Gateway"];

    /// <summary>The container as lines, one a value, so that a difference shows what differs.</summary>
    public static IReadOnlyList<string> Of(string container)
    {
        var inspect = (JsonObject)((JsonArray)JsonNode.Parse(DockerCli.Run($"docker inspect --type container {container}"))!)[0]!;
        var id = (string)inspect["Id"]!;
        foreach (var field in OfTheMoment)
        {
            inspect.Remove(field);
        }

        var networks = inspect["NetworkSettings"]!["Networks"] as JsonObject ?? [];
        foreach (var endpoint in networks.Select(network => network.Value).OfType<JsonObject>())
        {
            foreach (var field in OfTheEndpoint)
            {
                endpoint.Remove(field);
            }
        }

        inspect["NetworkSettings"] = new JsonObject { ["Networks"] = networks.DeepClone() };
        // Volumes that the engine named itself.
        foreach (var mount in (inspect["Mounts"] as JsonArray ?? []).OfType<JsonObject>().Where(mount => (string?)mount["Name"] is { Length: 64 }))
        {
            mount["Name"] = "anonymous";
            mount["Source"] = "anonymous";
        }

        var lines = new List<string>();
        Flatten("", JsonNode.Parse(inspect.ToJsonString().Replace(id[..12], "ID", StringComparison.Ordinal).Replace(id[12..], "", StringComparison.Ordinal)), lines);
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    /// <summary>Says that two inspections are the same.</summary>
    public static void Same(string way, IReadOnlyList<string> expected, IReadOnlyList<string> actual) =>
        Assert.True(expected.SequenceEqual(actual), $"Made again {way}.\nMissing:\n{string.Join('\n', expected.Except(actual))}\nToo much:\n{string.Join('\n', actual.Except(expected))}");

    private static void Flatten(string path, JsonNode? node, List<string> lines)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } table:
                foreach (var (key, value) in table)
                {
                    Flatten($"{path}/{key}", value, lines);
                }

                break;
            case JsonArray { Count: > 0 } list:
                // Sets in all but the words of a command. Variables too: an engine before 25 puts them in any order.
                foreach (var (item, i) in list.Select((item, i) => (item?.ToJsonString(), i)))
                {
                    lines.Add($"{path}{(path is "/Args" or "/Config/Cmd" or "/Config/Entrypoint" ? $"/{i}" : "")} = {item}");
                }

                break;
            default:
                lines.Add($"{path} = {node?.ToJsonString() ?? "null"}");
                break;
        }
    }
}
