using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

internal static class NetworkRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("GET", "/networks", List);
        routes.Map("GET", "/networks/{id}", Inspect);
        routes.Map("POST", "/networks/create", Create);
        routes.Map("POST", "/networks/prune", Prune);
        routes.Map("POST", "/networks/{id}/connect", Connect);
        routes.Map("POST", "/networks/{id}/disconnect", Disconnect);
        routes.Map("DELETE", "/networks/{id}", Delete);
    }

    private static Answer List(Call call)
    {
        var filters = call.Filters("dangling", "driver", "id", "label", "name", "scope", "type");
        var types = filters.Values("type");
        if (types.FirstOrDefault(type => type is not ("custom" or "builtin")) is { } unknown)
        {
            throw EngineError.Invalid($"invalid filter: 'type'='{unknown}'");
        }

        var dangling = filters.Flag("dangling");
        return Answer.Json(EngineJson.Array(call.Model.Fabric.All
            .Where(network => filters.Match("name", network.Name)
                && filters.Prefix("id", network.Id)
                && filters.Exact("driver", network.Driver)
                && filters.Exact("scope", network.Scope)
                && filters.Labels("label", network.Labels)
                && (types.Count == 0 || types.Contains(network.IsPredefined ? "builtin" : "custom"))
                && (dangling is null || dangling == (!network.IsPredefined && network.Containers.Count == 0)))
            .OrderByDescending(network => network.Created)
            .Select(network => (JsonNode?)network.ToJson(call.Version, withContainers: false))));
    }

    private static Answer Inspect(Call call)
    {
        if (call.Query("scope") is { Length: > 0 } scope && call.Model.Fabric.Find(call.Id)?.Scope != scope)
        {
            throw EngineError.NotFound($"network {call.Id} not found");
        }

        return Answer.Json(call.Model.Fabric.Get(call.Id).ToJson(call.Version, withContainers: true));
    }

    private static Answer Create(Call call)
    {
        var network = call.Model.Fabric.Create(call.Json, call.Version);
        return Answer.Json(new JsonObject { ["Id"] = network.Id, ["Warning"] = "" }, 201);
    }

    private static Answer Connect(Call call)
    {
        var container = call.Model.Container(call.Json.Text("Container") ?? "");
        call.Model.Fabric.Connect(container, call.Id, call.Json.Object("EndpointConfig"));
        return Answer.Empty;
    }

    private static Answer Disconnect(Call call)
    {
        var container = call.Model.Container(call.Json.Text("Container") ?? "");
        call.Model.Fabric.Disconnect(container, call.Id);
        return Answer.Empty;
    }

    private static Answer Delete(Call call)
    {
        call.Model.Fabric.Delete(call.Model.Fabric.Get(call.Id));
        return Answer.NoContent;
    }

    private static Answer Prune(Call call)
    {
        var filters = call.Filters("label", "label!", "until");
        var until = filters.Has("until") ? Timestamp.Parse(filters.Values("until")[0]) : null;
        var joined = call.Model.Containers.SelectMany(container => container.EndpointMap.Keys).ToHashSet();
        var unused = call.Model.Fabric.All
            .Where(network => !network.IsPredefined && !network.Ingress && !joined.Contains(network.Name) && filters.Labels("label", network.Labels) && filters.NoLabels("label!", network.Labels) && (until is null || network.Created < until))
            .ToArray();
        foreach (var network in unused)
        {
            call.Model.Fabric.Delete(network);
        }

        call.Model.Events.Add("network", "prune", "", [new("reclaimed", "0")]);
        return Answer.Json(new JsonObject { ["NetworksDeleted"] = unused.Length == 0 ? null : EngineJson.Array(unused.Select(network => network.Name)) });
    }
}
