using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

internal static class VolumeRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("GET", "/volumes", List);
        routes.Map("GET", "/volumes/{id}", call => Answer.Json(call.Model.Volumes.Get(call.Id).ToJson()));
        routes.Map("POST", "/volumes/create", Create);
        routes.Map("POST", "/volumes/prune", Prune);
        routes.Map("DELETE", "/volumes/{id}", Delete);
    }

    private static Answer List(Call call)
    {
        var filters = call.Filters("dangling", "driver", "label", "name");
        var dangling = filters.Flag("dangling");
        var used = dangling is null ? [] : Used(call.Model);
        return Answer.Json(new JsonObject
        {
            ["Volumes"] = EngineJson.Array(call.Model.Volumes.All
                .Where(volume => filters.Match("name", volume.Name)
                    && filters.Exact("driver", volume.Driver)
                    && filters.Labels("label", volume.Labels ?? new Dictionary<string, string>())
                    && (dangling is null || dangling != used.Contains(volume.Name)))
                .Select(volume => (JsonNode?)volume.ToJson())),
            ["Warnings"] = null,
        });
    }

    private static Answer Create(Call call)
    {
        var volume = call.Model.Volumes.Make(
            call.Json.Text("Name"),
            call.Json.Text("Driver"),
            call.Json.Object("Labels") is null ? null : call.Json.TextMap("Labels"),
            call.Json.Object("DriverOpts") is null ? null : call.Json.TextMap("DriverOpts"));
        return Answer.Json(volume.ToJson(), 201);
    }

    private static Answer Delete(Call call)
    {
        if (call.Model.Volumes.Find(call.Id) is not { } volume)
        {
            return call.Flag("force") ? Answer.NoContent : throw EngineError.NotFound($"get {call.Id}: no such volume");
        }

        call.Model.Volumes.Remove(volume);
        return Answer.NoContent;
    }

    private static Answer Prune(Call call)
    {
        var filters = call.Filters("all", "label", "label!");
        var all = !call.Version.AtLeast(42) || filters.Flag("all") == true;
        var used = Used(call.Model);
        var unused = call.Model.Volumes.All
            .Where(volume => !used.Contains(volume.Name)
                && (all || volume.IsAnonymous)
                && filters.Labels("label", volume.Labels ?? new Dictionary<string, string>())
                && filters.NoLabels("label!", volume.Labels ?? new Dictionary<string, string>()))
            .ToArray();
        var size = unused.Sum(volume => volume.Files.Size);
        foreach (var volume in unused)
        {
            call.Model.Volumes.Remove(volume);
        }

        return Answer.Json(new JsonObject { ["VolumesDeleted"] = unused.Length == 0 ? null : EngineJson.Array(unused.Select(volume => volume.Name)), ["SpaceReclaimed"] = size });
    }

    private static HashSet<string> Used(EngineModel model) =>
        model.Containers.SelectMany(container => container.MountList).Where(mount => mount.Type == "volume").Select(mount => mount.Name).ToHashSet(StringComparer.Ordinal);
}
