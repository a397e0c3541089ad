using System.Globalization;
using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>Containers: what there are, and what becomes of them.</summary>
internal static class ContainerRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("GET", "/containers/json", List);
        routes.Map("POST", "/containers/create", Create);
        routes.Map("POST", "/containers/prune", Prune);
        routes.Map("GET", "/containers/{id}/json", Inspect);
        routes.Map("POST", "/containers/{id}/start", Start);
        routes.Map("POST", "/containers/{id}/stop", Stop);
        routes.Map("POST", "/containers/{id}/restart", Restart);
        routes.Map("POST", "/containers/{id}/kill", Kill);
        routes.Map("POST", "/containers/{id}/pause", Pause);
        routes.Map("POST", "/containers/{id}/unpause", Unpause);
        routes.Map("POST", "/containers/{id}/rename", Rename);
        routes.Map("POST", "/containers/{id}/update", Update);
        routes.Map("GET", "/containers/{id}/top", Top);
        routes.Map("GET", "/containers/{id}/changes", Changes);
        routes.Map("DELETE", "/containers/{id}", Delete);
    }

    private static Answer List(Call call)
    {
        var filters = call.Filters("ancestor", "before", "expose", "exited", "health", "id", "isolation", "is-task", "label", "name", "network", "publish", "since", "status", "volume");
        if (filters.Values("status").FirstOrDefault(status => status is not ("created" or "running" or "paused" or "restarting" or "removing" or "exited" or "dead")) is { } unknown)
        {
            throw EngineError.Invalid($"invalid filter 'status={unknown}'");
        }

        var model = call.Model;
        var limit = call.Number("limit") ?? 0;
        var all = call.Flag("all") || filters.Has("status") || filters.Has("exited") || limit > 0;
        var ancestors = filters.Values("ancestor").Select(model.Images.Find).OfType<FakeImage>().Select(image => image.Id).ToHashSet();
        var networks = filters.Values("network").SelectMany(name => (string[])[name, model.Fabric.Find(name)?.Name ?? name]).ToHashSet();
        var before = filters.Has("before") ? model.Container(filters.Values("before")[0]).Created : (DateTimeOffset?)null;
        var since = filters.Has("since") ? model.Container(filters.Values("since")[0]).Created : (DateTimeOffset?)null;
        var found = model.Containers
            .Where(container => (all || container.IsRunning)
                && (filters.Match("name", container.Name) || filters.Match("name", "/" + container.Name))
                && filters.Prefix("id", container.Id)
                && (!filters.Has("label") || filters.Labels("label", container.Labels))
                && filters.Exact("status", container.Status)
                && filters.Exact("health", container.Health ?? "none")
                && filters.Exact("exited", container.Status == "exited" ? container.ExitCode.ToString(CultureInfo.InvariantCulture) : "")
                && (!filters.Has("ancestor") || ancestors.Contains(container.ImageId))
                && (!filters.Has("network") || container.EndpointMap.Values.Any(endpoint => networks.Contains(endpoint.NetworkName) || filters.Values("network").Any(value => endpoint.NetworkId == value)))
                && (!filters.Has("volume") || container.Mounts.Any(mount => filters.ExactAny("volume", [mount.Name.Length > 0 ? mount.Name : mount.Source, mount.Destination])))
                && (!filters.Has("publish") || container.Ports.Any(port => filters.ExactAny("publish", [port.Key, port.HostPort.ToString(CultureInfo.InvariantCulture), $"{port.HostPort}/{port.Protocol}"])))
                && (!filters.Has("expose") || (container.Config.Object("ExposedPorts") ?? []).Any(port => filters.ExactAny("expose", [port.Key, port.Key.Split('/')[0]])))
                && (before is null || container.Created < before)
                && (since is null || container.Created > since))
            .OrderByDescending(container => container.Created)
            .Take(limit > 0 ? limit : int.MaxValue);
        return Answer.Json(EngineJson.Array(found.Select(container => (JsonNode?)container.ToSummary(call.Version, call.Flag("size")))));
    }

    private static Answer Inspect(Call call) =>
        Answer.Json(call.Model.Container(call.Id).ToJson(call.Version, "overlay2", call.Flag("size")));

    private static Answer Create(Call call)
    {
        var container = call.Model.Factory.Create(call.Query("name"), call.Json, call.Version);
        return Answer.Json(new JsonObject { ["Id"] = container.Id, ["Warnings"] = new JsonArray() }, 201);
    }

    private static Answer Start(Call call)
    {
        call.Model.Life.Start(call.Model.Container(call.Id));
        return Answer.NoContent;
    }

    private static async Task<Answer> Stop(Call call)
    {
        await call.Model.Life.StopAsync(Find(call), call.Number("t"), call.Stop);
        return Answer.NoContent;
    }

    private static async Task<Answer> Restart(Call call)
    {
        var container = Find(call);
        try
        {
            await call.Model.Life.StopAsync(container, call.Number("t"), call.Stop);
        }
        catch (EngineError notRunning) when (notRunning.Status == 304)
        {
            // Then it is only started.
        }

        lock (call.Model.Sync)
        {
            call.Model.Life.Start(container);
            call.Model.ContainerEvent(container, "restart");
        }

        return Answer.NoContent;
    }

    private static Answer Kill(Call call)
    {
        call.Model.Life.Kill(call.Model.Container(call.Id), call.Query("signal") ?? "");
        return Answer.NoContent;
    }

    private static Answer Pause(Call call)
    {
        var container = call.Model.Container(call.Id);
        switch (container.Status)
        {
            case "running":
                container.Status = "paused";
                call.Model.ContainerEvent(container, "pause");
                container.Changed.Pulse();
                return Answer.NoContent;
            case "paused":
                throw EngineError.Conflict($"{(call.Model.Version.AtLeast(44) ? "container" : "Container")} {container.Id} is already paused");
            case "restarting":
                throw EngineError.Conflict($"Container {container.Id} is restarting, wait until the container is running");
            default:
                throw EngineError.Conflict(NotRunning(call, container));
        }
    }

    private static Answer Unpause(Call call)
    {
        var container = call.Model.Container(call.Id);
        if (container.Status != "paused")
        {
            throw EngineError.Internal($"Container {container.Id} is not paused");
        }

        container.Status = "running";
        call.Model.ContainerEvent(container, "unpause");
        container.Changed.Pulse();
        return Answer.NoContent;
    }

    private static Answer Rename(Call call)
    {
        var container = call.Model.Container(call.Id);
        var name = (call.Query("name") ?? "").TrimStart('/');
        if (name.Length == 0)
        {
            throw EngineError.Invalid("Neither old nor new names may be empty");
        }

        if (name == container.Name)
        {
            throw EngineError.Invalid("Renaming a container with the same name as its current name");
        }

        if (!System.Text.RegularExpressions.Regex.IsMatch(name, "^[a-zA-Z0-9][a-zA-Z0-9_.-]+$"))
        {
            throw EngineError.Invalid($"Error when allocating new name: Invalid container name ({name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed");
        }

        if (container.Status is "restarting" && !call.Model.Version.AtLeast(44))
        {
            throw EngineError.NotFound($"sandbox {container.Id} not found");
        }

        var before = container.Name;
        call.Model.Rename(container, name);
        call.Model.ContainerEvent(container, "rename", ("oldName", "/" + before));
        return Answer.NoContent;
    }

    private static Answer Update(Call call)
    {
        var container = call.Model.Container(call.Id);
        if (container.AutoRemove && call.Json.Object("RestartPolicy").Text("Name") is not (null or "" or "no"))
        {
            throw EngineError.Invalid("Restart policy cannot be updated because AutoRemove is enabled for the container");
        }

        if (call.Json.Number("Memory") is > 0 and < 6 * 1024 * 1024)
        {
            throw EngineError.Invalid("Minimum memory limit allowed is 6MB");
        }

        foreach (var (name, value) in call.Json)
        {
            // What is zero or empty is not asked for.
            if (value is not null && value.ToJsonString() is not ("0" or "\"\"" or "[]" or "{}") && !(name == "RestartPolicy" && value.Text("Name") is null or ""))
            {
                container.HostConfig[name] = value.DeepClone();
            }
        }

        call.Model.ContainerEvent(container, "update");
        return Answer.Json(new JsonObject { ["Warnings"] = null });
    }

    private static Answer Top(Call call)
    {
        var container = call.Model.Container(call.Id);
        if (!container.IsRunning)
        {
            throw EngineError.Conflict(NotRunning(call, container));
        }

        return Answer.Json(new JsonObject
        {
            ["Titles"] = new JsonArray("UID", "PID", "PPID", "C", "STIME", "TTY", "TIME", "CMD"),
            ["Processes"] = new JsonArray(new JsonArray("root", "4000", "3980", "0", "10:00", "?", "00:00:00", string.Join(' ', container.Command))),
        });
    }

    private static Answer Changes(Call call)
    {
        var changes = call.Model.Container(call.Id).Changes;
        return Answer.Json(changes.Count == 0
            ? null
            : EngineJson.Array(changes.Select(change => (JsonNode?)new JsonObject { ["Path"] = change.Key, ["Kind"] = change.Value })));
    }

    private static Answer Delete(Call call)
    {
        var container = call.Model.Container(call.Id);
        if (call.Flag("link"))
        {
            throw EngineError.Internal("Conflict, cannot remove the default link name of the container");
        }

        if (container.Status == "removing")
        {
            throw EngineError.Conflict($"removal of container {call.Id} is already in progress");
        }

        if (container.IsRunning)
        {
            if (!call.Flag("force"))
            {
                throw EngineError.Conflict(
                    call.Model.Version.AtLeast(45) ? $"cannot remove container \"{call.Id}\": container is {container.Status}: {(container.Status == "paused" ? "unpause" : "stop")} the container before removing or force remove"
                    : container.Status == "paused" ? "You cannot remove a paused container " + container.Id + ". Unpause and then stop the container before attempting removal or force remove"
                    : $"You cannot remove a {container.Status} container {container.Id}. Stop the container before attempting removal or force remove");
            }

            call.Model.ContainerEvent(container, "kill", ("signal", "9"));
            call.Model.Life.End(container, 137, asked: true);
        }

        if (!container.IsRemoved)
        {
            call.Model.Life.Remove(container, call.Flag("v"));
        }

        return Answer.NoContent;
    }

    private static Answer Prune(Call call)
    {
        var filters = call.Filters("label", "label!", "until");
        var until = filters.Has("until") ? Timestamp.Parse(filters.Values("until")[0]) : null;
        var stopped = call.Model.Containers
            .Where(container => !container.IsRunning && filters.Labels("label", container.Labels) && filters.NoLabels("label!", container.Labels) && (until is null || container.Created < until))
            .ToArray();
        foreach (var container in stopped)
        {
            call.Model.Life.Remove(container, withVolumes: false);
        }

        return Answer.Json(new JsonObject { ["ContainersDeleted"] = stopped.Length == 0 ? null : EngineJson.Array(stopped.Select(container => container.Id)), ["SpaceReclaimed"] = stopped.Sum(container => container.Files.Size) });
    }

    private static FakeContainer Find(Call call)
    {
        lock (call.Model.Sync)
        {
            return call.Model.Container(call.Id);
        }
    }

    private static string NotRunning(Call call, FakeContainer container) =>
        $"{(call.Model.Version.AtLeast(44) ? "container" : "Container")} {container.Id} is not running";
}
