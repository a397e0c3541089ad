using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

internal static class SystemRoutes
{
    public static void Map(Router routes)
    {
        routes.Map("GET", "/_ping", Ping);
        routes.Map("HEAD", "/_ping", Ping);
        routes.Map("GET", "/version", Version);
        routes.Map("GET", "/info", Info);
        routes.Map("GET", "/system/df", DiskUsage);
        routes.Map("POST", "/auth", _ => Answer.Json(new JsonObject { ["Status"] = "Login Succeeded", ["IdentityToken"] = "" }));
        routes.Map("GET", "/events", Events);
    }

    private static Answer Ping(Call call) => Answer.Bytes("text/plain; charset=utf-8", "OK"u8.ToArray(), ("Cache-Control", "no-cache, no-store, must-revalidate"), ("Pragma", "no-cache"), ("Builder-Version", "2"), ("Swarm", call.Model.Swarm.State == "active" ? call.Model.Swarm.IsManager ? "active/manager" : "active/worker" : "inactive"));

    private static Answer Version(Call call)
    {
        var engine = call.Engine;
        return Answer.Json(new JsonObject
        {
            ["Platform"] = new JsonObject { ["Name"] = "Docker Engine - Community" },
            ["Components"] = new JsonArray(new JsonObject
            {
                ["Name"] = "Engine",
                ["Version"] = engine.EngineVersion,
                ["Details"] = new JsonObject { ["ApiVersion"] = engine.ApiVersion.ToString(), ["MinAPIVersion"] = engine.MinApiVersion.ToString(), ["Os"] = engine.Options.Os, ["Arch"] = engine.Options.Architecture },
            }),
            ["Version"] = engine.EngineVersion,
            ["ApiVersion"] = engine.ApiVersion.ToString(),
            ["MinAPIVersion"] = engine.MinApiVersion.ToString(),
            ["GitCommit"] = "fa4e000",
            ["GoVersion"] = "go1.24.5",
            ["Os"] = engine.Options.Os,
            ["Arch"] = engine.Options.Architecture,
            ["KernelVersion"] = "6.6.0-fake",
            ["BuildTime"] = "2025-01-01T00:00:00.000000000+00:00",
        });
    }

    private static Answer Info(Call call)
    {
        var engine = call.Engine;
        var info = call.Model.Info();
        info["ID"] = "7TRN:IPZB:QYBB:VPBQ:UMPP:KARE:6ZNR:XE6T:7EWV:PKF4:ZOJD:TPYS";
        info["Driver"] = "overlay2";
        info["DriverStatus"] = new JsonArray(new JsonArray("Backing Filesystem", "extfs"));
        info["Plugins"] = new JsonObject
        {
            ["Volume"] = EngineJson.Array(engine.VolumeDrivers.Prepend("local")),
            ["Network"] = EngineJson.Array(new[] { "bridge", "host", "ipvlan", "macvlan", "null", "overlay" }.Concat(engine.NetworkDrivers)),
            ["Authorization"] = null,
            ["Log"] = new JsonArray("json-file", "local"),
        };
        info["MemoryLimit"] = true;
        info["SwapLimit"] = true;
        info["IPv4Forwarding"] = true;
        info["Debug"] = false;
        info["NFd"] = 30;
        info["NGoroutines"] = 40;
        info["SystemTime"] = EngineJson.Time(DateTimeOffset.UtcNow);
        info["LoggingDriver"] = "json-file";
        info["CgroupDriver"] = "systemd";
        info["CgroupVersion"] = "2";
        info["NEventsListener"] = 0;
        info["KernelVersion"] = "6.6.0-fake";
        info["OperatingSystem"] = "Fake Linux";
        info["OSVersion"] = "1";
        info["OSType"] = engine.Options.Os;
        info["Architecture"] = engine.Options.Architecture == "amd64" ? "x86_64" : "aarch64";
        info["NCPU"] = 4;
        info["MemTotal"] = 8_589_934_592;
        info["DockerRootDir"] = "/var/lib/docker";
        info["Name"] = engine.Options.Name;
        info["Labels"] = new JsonArray();
        info["ExperimentalBuild"] = false;
        info["ServerVersion"] = engine.EngineVersion;
        info["Runtimes"] = new JsonObject { ["runc"] = new JsonObject { ["path"] = "runc" } };
        info["DefaultRuntime"] = "runc";
        info["Swarm"] = call.Model.Swarm.Info();
        info["LiveRestoreEnabled"] = false;
        info["Isolation"] = "";
        info["InitBinary"] = "docker-init";
        info["SecurityOptions"] = new JsonArray("name=seccomp,profile=builtin");
        info["DefaultAddressPools"] = new JsonArray(new JsonObject { ["Base"] = "172.17.0.0/12", ["Size"] = 16 }, new JsonObject { ["Base"] = "192.168.0.0/16", ["Size"] = 20 });
        info["Warnings"] = null;
        return Answer.Json(info);
    }

    private static Answer DiskUsage(Call call)
    {
        var model = call.Model;
        var types = call.Http.Request.Query["type"];
        var usage = new JsonObject { ["LayersSize"] = model.Images.All.Sum(image => image.Size) };
        if (Wanted("image"))
        {
            usage["Images"] = EngineJson.Array(model.Images.All.Select(image => (JsonNode?)image.ToSummary(model.Containers.Count(container => container.ImageId == image.Id))));
        }

        if (Wanted("container"))
        {
            usage["Containers"] = EngineJson.Array(model.Containers.Select(container => (JsonNode?)container.ToSummary(call.Version, withSize: true)));
        }

        if (Wanted("volume"))
        {
            usage["Volumes"] = EngineJson.Array(model.Volumes.All.Select(volume =>
            {
                var json = volume.ToJson();
                json["UsageData"] = new JsonObject { ["RefCount"] = model.UsersOf(volume).Count(), ["Size"] = volume.Files.Size };
                return (JsonNode?)json;
            }));
        }

        if (Wanted("build-cache"))
        {
            usage["BuildCache"] = new JsonArray();
        }

        usage["BuilderSize"] = 0;
        return Answer.Json(usage);

        bool Wanted(string type) => types.Count == 0 || types.Contains(type);
    }

    private static Task<Answer> Events(Call call)
    {
        var filters = call.Filters("container", "daemon", "event", "image", "label", "network", "node", "plugin", "scope", "secret", "service", "type", "volume", "config");
        var since = Timestamp.Parse(call.Query("since"));
        var until = Timestamp.Parse(call.Query("until"));
        var log = call.Model.Events;
        var position = since is null ? log.Count : 0;
        return Task.FromResult(Answer.Stream("application/json", async (stream, stop) =>
        {
            while (true)
            {
                var more = log.Changed.Next;
                foreach (var happened in log.Since(position))
                {
                    position++;
                    if ((since is null || happened.Time >= since) && (until is null || happened.Time <= until) && Matches(filters, happened))
                    {
                        await stream.WriteAsync(EngineJson.Bytes(happened.ToJson(call.Version)), stop);
                        await stream.FlushAsync(stop);
                    }
                }

                if (until is not { } end)
                {
                    await more.WaitAsync(stop);
                    continue;
                }

                var left = end - DateTimeOffset.UtcNow;
                if (left <= TimeSpan.Zero)
                {
                    return;
                }

                await Task.WhenAny(more, Task.Delay(left, stop));
                stop.ThrowIfCancellationRequested();
            }
        }));
    }

    private static bool Matches(Filters filters, EngineEvent happened)
    {
        // An exec's event carries the command: the filter means what is before it.
        var action = happened.Action.Split(':')[0];
        return filters.Exact("type", happened.Type)
            && filters.ExactAny("event", [happened.Action, action])
            && filters.Exact("scope", happened.Scope)
            && filters.Labels("label", happened.Attributes)
            && Names("container") && Names("image") && Names("network") && Names("volume") && Names("service") && Names("node");

        bool Names(string type) => !filters.Has(type)
            || (happened.Type == type && filters.Values(type).Any(value => happened.Id.StartsWith(value, StringComparison.Ordinal) || (happened.Attributes.TryGetValue("name", out var name) && name == value)))
            || (happened.Attributes.TryGetValue(type, out var related) && filters.Values(type).Contains(related));
    }
}
