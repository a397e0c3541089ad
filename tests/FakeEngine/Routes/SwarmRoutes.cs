using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

internal static class SwarmRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("GET", "/swarm", Managed(call => Answer.Json(call.Model.Swarm.Inspect())));
        routes.Map("POST", "/swarm/init", call => Answer.Json(call.Model.Swarm.Init(call.Json)));
        routes.Map("POST", "/swarm/join", Join);
        routes.Map("POST", "/swarm/leave", Leave);
        routes.Map("POST", "/swarm/update", Managed(Update));
        routes.Map("GET", "/nodes", Managed(Nodes));
        routes.Map("GET", "/nodes/{id}", Managed(call => Answer.Json(call.Model.Swarm.GetNode(call.Id).DeepClone())));
        routes.Map("POST", "/nodes/{id}/update", Managed(UpdateNode));
        routes.Map("GET", "/services", Managed(Services));
        routes.Map("POST", "/services/create", Managed(call => Answer.Json(new JsonObject { ["ID"] = call.Model.Swarm.CreateService(call.Json).Text("ID") }, 201)));
        routes.Map("GET", "/services/{id}", Managed(call => Answer.Json(call.Model.Swarm.Service(call.Id).DeepClone())));
        routes.Map("POST", "/services/{id}/update", Managed(UpdateService));
        routes.Map("DELETE", "/services/{id}", Managed(RemoveService));
        routes.Map("GET", "/tasks", Managed(Tasks));
        routes.Map("GET", "/tasks/{id}", Managed(call => Answer.Json(call.Model.Swarm.Task(call.Id).DeepClone())));
    }

    private static Func<Call, Answer> Managed(Func<Call, Answer> handle) => call =>
    {
        call.Model.Swarm.RequireManager();
        return handle(call);
    };

    private static Answer Join(Call call)
    {
        call.Model.Swarm.Join(call.Json);
        return Answer.Empty;
    }

    private static Answer Leave(Call call)
    {
        call.Model.Swarm.Leave(call.Flag("force"));
        return Answer.Empty;
    }

    private static Answer Update(Call call)
    {
        call.Model.Swarm.Spec.Over(call.Json);
        call.Model.Swarm.RotateTokens(call.Flag("rotateWorkerToken"), call.Flag("rotateManagerToken"));
        return Answer.Empty;
    }

    private static Answer Nodes(Call call)
    {
        var filters = call.Filters("id", "label", "membership", "name", "node.label", "role");
        var node = call.Model.Swarm.Node;
        var shown = filters.Prefix("id", node.Text("ID")!)
            && filters.Match("name", node.Object("Description").Text("Hostname")!)
            && filters.Exact("role", node.Object("Spec").Text("Role"));
        return Answer.Json(shown ? new JsonArray(node.DeepClone()) : []);
    }

    private static Answer UpdateNode(Call call)
    {
        var node = call.Model.Swarm.GetNode(call.Id);
        if (node.Object("Version").Number("Index") != call.Number("version"))
        {
            throw EngineError.Internal("rpc error: code = Unknown desc = update out of sequence");
        }

        node["Spec"] = call.Json.DeepClone();
        node["Version"] = call.Model.Swarm.Index();
        return Answer.Empty;
    }

    private static Answer Services(Call call)
    {
        var filters = call.Filters("id", "label", "mode", "name", "runtime");
        return Answer.Json(EngineJson.Array(call.Model.Swarm.Services
            .Where(service => filters.Prefix("id", service.Text("ID")!)
                && filters.Prefix("name", service.Object("Spec").Text("Name")!)
                && filters.Labels("label", service.Object("Spec").TextMap("Labels"))
                && filters.Exact("mode", service.Object("Spec").Object("Mode").Object("Global") is null ? "replicated" : "global"))
            .Select(service =>
            {
                var json = service.DeepClone();
                if (call.Flag("status"))
                {
                    var running = call.Model.Swarm.Tasks.Count(task => task.Text("ServiceID") == service.Text("ID") && task.Text("DesiredState") == "running");
                    json["ServiceStatus"] = new JsonObject { ["RunningTasks"] = running, ["DesiredTasks"] = running, ["CompletedTasks"] = 0 };
                }

                return (JsonNode?)json;
            })));
    }

    private static Answer UpdateService(Call call)
    {
        var service = call.Model.Swarm.Service(call.Id);
        call.Model.Swarm.UpdateService(service, call.Number("version") ?? 0, call.Json, call.Query("rollback") == "previous");
        return Answer.Json(new JsonObject { ["Warnings"] = null });
    }

    private static Answer RemoveService(Call call)
    {
        call.Model.Swarm.RemoveService(call.Model.Swarm.Service(call.Id));
        return Answer.Empty;
    }

    private static Answer Tasks(Call call)
    {
        var filters = call.Filters("desired-state", "id", "label", "name", "node", "service", "_up-to-date");
        var services = filters.Values("service").Select(reference => call.Model.Swarm.Services.FirstOrDefault(service => service.Text("ID") == reference || service.Object("Spec").Text("Name") == reference)?.Text("ID") ?? reference).ToArray();
        return Answer.Json(EngineJson.Array(call.Model.Swarm.Tasks
            .Where(task => filters.Prefix("id", task.Text("ID")!)
                && filters.Exact("desired-state", task.Text("DesiredState"))
                && filters.Exact("node", task.Text("NodeID"))
                && (!filters.Has("service") || services.Contains(task.Text("ServiceID"))))
            .Select(task => (JsonNode?)task.DeepClone())));
    }
}
