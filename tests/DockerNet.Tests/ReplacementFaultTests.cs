using System.Text.Json.Nodes;
using DockerNet.Engine;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>Every call of a replacement goes wrong in turn, in every way: afterwards the original is as it was, or its successor is in its
/// place, or Repair-Container makes it so.</summary>
public sealed class ReplacementFaultTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public enum Scenario
    {
        Server,
        OldEngine,
        RemovesItself,
        Shared,
        Stopped,
        Kept,
        Paused,
        Restarting,
        Healthy,
        Linked,
        VolumesTaken,
        OwnMac,
    }

    public enum Way
    {
        Refused,
        Dropped,
        DroppedAfterEffect,
        Garbled,
        HangsUntilStopped,
        HangsAfterEffectUntilStopped,
        TimesOut,
        TimesOutAfterEffect,
        Killed,
        KilledAfterEffect,
    }

    public static TheoryData<Scenario, Way> Matrix
    {
        get
        {
            var data = new TheoryData<Scenario, Way>();
            foreach (var scenario in Enum.GetValues<Scenario>())
            {
                foreach (var way in Enum.GetValues<Way>())
                {
                    data.Add(scenario, way);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Whatever_call_fails_the_container_is_as_it_was_or_replaced(Scenario scenario, Way way)
    {
        var calls = await CallsOfAsync(scenario);
        Assert.True(calls > 10, $"Only {calls} calls were made.");
        // Each call fails in a world of its own; those that time out do nothing but wait.
        await Parallel.ForEachAsync(Enumerable.Range(0, calls), new ParallelOptions { MaxDegreeOfParallelism = TimesOut(way) ? 16 : 4 }, async (call, _) => await FailAsync(scenario, way, call));
    }

    private static async Task<int> CallsOfAsync(Scenario scenario)
    {
        await using var world = await World.MakeAsync(scenario);
        await world.ReplaceAsync(CancellationToken.None);
        world.AssertReplaced("without a fault");
        return world.Engine.Requests.Count;
    }

    private static async Task FailAsync(Scenario scenario, Way way, int call)
    {
        await using var world = await World.MakeAsync(scenario);
        var fault = way switch
        {
            Way.Refused => Fault.Status(500, "no"),
            Way.Dropped or Way.Killed => Fault.DropInHead(),
            Way.DroppedAfterEffect or Way.KilledAfterEffect => Fault.DropAfterEffect(),
            Way.Garbled => Fault.Garbage(),
            Way.HangsUntilStopped or Way.TimesOut => Fault.Hang(),
            _ => Fault.HangAfterEffect(),
        };
        var script = world.Engine.Fail("*", "**", fault).After(call);
        using var stop = new CancellationTokenSource();
        if (TimesOut(way))
        {
            world.LosePatience();
        }

        var replacing = world.ReplaceAsync(stop.Token, recover: way is not (Way.Killed or Way.KilledAfterEffect));
        if (Hangs(way))
        {
            while (script.Hits == 0 && !replacing.IsCompleted)
            {
                await Task.Delay(1);
            }

            world.RegainPatience();
            // Stopping and saving may take as long as they take: only the user ends them.
            if (way is Way.HangsUntilStopped or Way.HangsAfterEffectUntilStopped || (world.Engine.Requests.ElementAtOrDefault(call)?.Path is { } path && (path.EndsWith("/stop", StringComparison.Ordinal) || path is "/commit")))
            {
                await stop.CancelAsync();
            }
        }

        var failure = await Record.ExceptionAsync(() => replacing.WaitAsync(Patience));
        world.Engine.ClearFaults();
        var where = $"{scenario}, {way} at call {call}: {world.Engine.Requests.ElementAtOrDefault(call)}, {failure?.GetType().Name} {failure?.Message}";
        Assert.True(failure is null or DockerNetException or OperationCanceledException, $"{where}\n{failure}");
        if (way is Way.Killed or Way.KilledAfterEffect || failure is DockerNetException { ErrorId: "ReplacementUnfinished" })
        {
            await world.RepairAsync();
        }
        else if (failure is DockerNetException)
        {
            world.AssertOriginal(where);
        }

        if (world.IsOriginal)
        {
            world.AssertOriginal(where);
        }
        else
        {
            world.AssertReplaced(where);
        }
    }

    private static bool Hangs(Way way) => TimesOut(way) || way is Way.HangsUntilStopped or Way.HangsAfterEffectUntilStopped;

    private static bool TimesOut(Way way) => way is Way.TimesOut or Way.TimesOutAfterEffect;

    /// <summary>An engine with a container that is to be replaced.</summary>
    private sealed class World : IAsyncDisposable
    {
        private readonly Scenario _scenario;
        private readonly string _id;
        private readonly string _before;
        private readonly string? _dependent;
        private readonly string? _bystander;
        private readonly CancellationTokenSource _ended = new();
        private DockerEngine _client = null!;
        private EngineConnection _connection = null!;

        private World(FakeDockerEngine engine, Scenario scenario)
        {
            (Engine, _scenario) = (engine, scenario);
            engine.AddNetwork("app", "10.5.0.0/24");
            engine.AddNetwork("back", "10.6.0.0/24");
            // Leaves a lower address free, which the engine would choose where nobody asks for the old one.
            var first = engine.AddContainer("first", "nginx", true, "app");
            var web = engine.AddContainer("web", "nginx", scenario is not Scenario.Stopped, Configuration(scenario));
            engine.Remove(first);
            web.Changes["/usr/share/nginx/html/index.html"] = 0;
            _id = web.Id;
            _dependent = DependentHost(scenario, web) is { } host ? engine.AddContainer("sidecar", "nginx", true, new JsonObject { ["HostConfig"] = host }).Id : null;
            _bystander = scenario is Scenario.VolumesTaken
                ? engine.AddContainer("taker", "nginx", true, new JsonObject { ["HostConfig"] = new JsonObject { ["VolumesFrom"] = new JsonArray("web:ro") } }).Id
                : null;
            if (scenario is Scenario.Paused or Scenario.Restarting)
            {
                web.SetStatus(scenario.ToString().ToLowerInvariant());
            }
            else if (scenario is Scenario.Healthy)
            {
                web.Health = "healthy";
                _ = Task.Run(CheckHealthAsync);
            }

            _before = Describe(web);
        }

        public FakeDockerEngine Engine { get; }

        /// <summary>Has a call that is not answered fail soon.</summary>
        public void LosePatience() => _connection.Patience = TimeSpan.FromMilliseconds(250);

        /// <summary>Has calls take their time again.</summary>
        public void RegainPatience() => _connection.Patience = TimeSpan.FromSeconds(100);

        public bool IsOriginal => Engine.Containers.Any(container => container.Id == _id && container.Name == "web");

        public static async Task<World> MakeAsync(Scenario scenario)
        {
            var engine = await FakeDockerEngine.StartAsync(new() { Images = ["nginx"], ApiVersion = IsOld(scenario) ? "1.41" : "1.51" });
            var world = new World(engine, scenario)
            {
                _client = await DockerEngine.ConnectAsync(engine.Address, CancellationToken.None),
                _connection = await EngineConnection.GetAsync(engine.Address, CancellationToken.None),
            };
            engine.ClearRequests();
            return world;
        }

        public async Task<Container> ReplaceAsync(CancellationToken cancellationToken, bool recover = true)
        {
            var options = new ReplacementOptions { Settle = TimeSpan.Zero, Grace = TimeSpan.FromMilliseconds(20), Recover = recover, KeepOriginal = _scenario is Scenario.Kept };
            var web = await _client.Containers.GetAsync("web", cancellationToken);
            var plan = await _client.Replacements.PlanAsync(web, config => config.WithPorts([new("8081:80")]), options, cancellationToken);
            return await plan.RunAsync(null, cancellationToken);
        }

        public async Task RepairAsync()
        {
            foreach (var unfinished in await _client.Replacements.FindUnfinishedAsync(CancellationToken.None))
            {
                await _client.Replacements.RepairAsync(unfinished, unfinished.IsComplete, CancellationToken.None);
            }
        }

        public void AssertOriginal(string where)
        {
            var web = Engine.Containers.SingleOrDefault(container => container.Name == "web");
            Assert.True(web is not null && web.Id == _id, $"{where}: {Names()}");
            Assert.True(_before == Describe(web) || (_scenario is Scenario.OwnMac && MacMayBeLost(web)), $"{where}\n{_before}\n{Describe(web)}");
            AssertNothingLeft(where, [_id]);
            // What the engine goes on with after a client left cannot be taken back by it.
            Assert.True(where.Contains("Hangs", StringComparison.Ordinal) || where.Contains("TimesOut", StringComparison.Ordinal) || Engine.Images.Count == 1, $"{where}: {Engine.Images.Count} images");
            if (_dependent is not null)
            {
                Assert.True(Engine.Container("sidecar") is { IsRunning: true } sidecar && sidecar.Id == _dependent, $"{where}: {Names()}");
            }

            AssertBystander(where);
        }

        public void AssertReplaced(string where)
        {
            var web = Engine.Containers.SingleOrDefault(container => container.Name == "web");
            Assert.True(web is not null && web.Id != _id, $"{where}: {Names()}");
            Assert.True(Describe(web) == _before.Replace("ports 8080", "ports 8080,8081", StringComparison.Ordinal), $"{where}\n{_before}\n{Describe(web)}");
            Assert.StartsWith("dockernet-snapshot:web-", web.Image, StringComparison.Ordinal);
            AssertNothingLeft(where, _scenario is Scenario.Kept ? [web.Id, _id] : [web.Id]);
            if (_scenario is Scenario.Kept)
            {
                Assert.True(Engine.Container(_id) is { IsRunning: false } kept && kept.Name == $"web-original-{_id[..12]}", $"{where}: {Names()}");
            }

            if (_dependent is not null)
            {
                Assert.True(Engine.Container("sidecar") is { IsRunning: true } sidecar && sidecar.Id != _dependent, $"{where}: {Names()}");
                Assert.Equal(DependentHost(_scenario, web)!.ToJsonString(), new JsonObject(DependentHost(_scenario, web)!.Select(field => KeyValuePair.Create(field.Key, Engine.Container("sidecar").HostConfig[field.Key]?.DeepClone()))).ToJsonString());
            }

            AssertBystander(where);
        }

        public async ValueTask DisposeAsync()
        {
            await _ended.CancelAsync();
            await Engine.DisposeAsync();
        }

        /// <summary>Who has taken the volumes has them, and is left alone.</summary>
        private void AssertBystander(string where)
        {
            if (_bystander is not null)
            {
                var taker = Engine.Container("taker");
                Assert.True(taker.Id == _bystander && taker.IsRunning && taker.Mounts.Any(mount => mount.Destination == "/cache"), $"{where}: {Names()}");
                Assert.All(taker.Mounts, mount => Assert.Contains(Engine.Volumes, volume => volume.Name == mount.Name));
            }
        }

        private void AssertNothingLeft(string where, string[] expected)
        {
            Assert.True(Engine.Containers.Where(container => container.Name is not ("sidecar" or "taker")).Select(container => container.Id).ToHashSet().SetEquals(expected), $"{where}: {Names()}");
            Assert.True(where.Contains("Hangs", StringComparison.Ordinal) || where.Contains("TimesOut", StringComparison.Ordinal) || !Engine.Volumes.Any(volume => volume.Name.StartsWith("dockernet-replacement", StringComparison.Ordinal)), $"{where}: {string.Join(", ", Engine.Volumes.Select(volume => volume.Name))}");
        }

        /// <summary>An original that had to be started again, and then was given the address that meanwhile was free, gets its own back
        /// only by being connected again, where no engine takes a MAC address: of the two it is the address that stays.</summary>
        private bool MacMayBeLost(FakeContainer web) => _before == Describe(web).Replace(web.Endpoints["app"].MacAddress, "02:42:aa:bb:cc:dd", StringComparison.Ordinal);

        /// <summary>What another container is made with that cannot do without this one; null where there is none.</summary>
        private static JsonObject? DependentHost(Scenario scenario, FakeContainer web) => scenario switch
        {
            Scenario.Shared => new() { ["NetworkMode"] = $"container:{web.Id}" },
            Scenario.Linked => new() { ["NetworkMode"] = "bridge", ["Links"] = new JsonArray("/web:/sidecar/site") },
            _ => null,
        };

        /// <summary>What runs with a health check is healthy soon.</summary>
        private async Task CheckHealthAsync()
        {
            while (!_ended.IsCancellationRequested)
            {
                foreach (var container in Engine.Containers.Where(container => container is { IsRunning: true, Health: "starting" }))
                {
                    container.Health = "healthy";
                }

                await Task.Delay(5);
            }
        }

        /// <summary>Old engines take one network at a creation, and rename nothing that is between two runs.</summary>
        private static bool IsOld(Scenario scenario) => scenario is Scenario.OldEngine or Scenario.Restarting;

        private string Names() => string.Join(", ", Engine.Containers.Select(container => $"{container.Name} {container.Id[..12]} {container.Status}"));

        private static JsonObject Configuration(Scenario scenario) => new()
        {
            ["Env"] = new JsonArray("A=1"),
            ["Labels"] = new JsonObject { ["l"] = "v" },
            ["Volumes"] = new JsonObject { ["/cache"] = new JsonObject() },
            ["ExposedPorts"] = new JsonObject { ["80/tcp"] = new JsonObject() },
            ["Healthcheck"] = scenario is Scenario.Healthy ? new JsonObject { ["Test"] = new JsonArray("CMD", "true") } : null,
            ["HostConfig"] = new JsonObject
            {
                ["NetworkMode"] = scenario is Scenario.Linked ? "bridge" : "app",
                ["AutoRemove"] = scenario is Scenario.RemovesItself,
                ["Binds"] = new JsonArray("data:/data:ro"),
                ["RestartPolicy"] = new JsonObject { ["Name"] = scenario is Scenario.RemovesItself ? "no" : "unless-stopped" },
                ["PortBindings"] = new JsonObject { ["80/tcp"] = new JsonArray(new JsonObject { ["HostIp"] = "", ["HostPort"] = "8080" }) },
            },
            ["NetworkingConfig"] = new JsonObject
            {
                ["EndpointsConfig"] = scenario is Scenario.Linked ? null : IsOld(scenario)
                    ? new JsonObject { ["app"] = new JsonObject { ["Aliases"] = new JsonArray("site") } }
                    : new JsonObject
                    {
                        ["app"] = new JsonObject { ["Aliases"] = new JsonArray("site"), ["MacAddress"] = scenario is Scenario.OwnMac ? "02:42:aa:bb:cc:dd" : null },
                        ["back"] = new JsonObject { ["IPAMConfig"] = new JsonObject { ["IPv4Address"] = "10.6.0.9" }, ["Aliases"] = new JsonArray("db") },
                    },
            },
        };

        /// <summary>All that is to stay, in words.</summary>
        private static string Describe(FakeContainer container)
        {
            var networks = container.Endpoints.Values.OrderBy(endpoint => endpoint.NetworkName, StringComparer.Ordinal)
                .Select(endpoint => $"{endpoint.NetworkName}={endpoint.IPAddress} {string.Join('+', (endpoint.Aliases ?? []).Where(alias => alias != container.ShortId))} {endpoint.MacAddress}");
            var mounts = container.Mounts.OrderBy(mount => mount.Destination, StringComparer.Ordinal).Select(mount => $"{mount.Name}:{mount.Destination}:{mount.ReadOnly}");
            var ports = container.Ports.Select(port => port.HostPort).Distinct().Order();
            var status = container.Status is "restarting" ? "running" : container.Status;
            return $"{status}; {string.Join(", ", networks)}; {string.Join(", ", mounts)}; ports {string.Join(',', container.IsRunning ? ports : container.HostConfig["PortBindings"]!["80/tcp"]!.AsArray().Select(binding => int.Parse((string)binding!["HostPort"]!, System.Globalization.CultureInfo.InvariantCulture)))}; "
                + $"{container.Config["Env"]}; {container.Labels["l"]}; {container.HostConfig["RestartPolicy"]?["Name"]}; {container.HostConfig["AutoRemove"]}";
        }
    }
}
