using DockerNet.Engine;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class VolumeCopyTests : FakeEngineTest
{
    [Fact]
    public void A_copy_has_the_files_and_the_settings_of_the_volume()
    {
        Fill(new Dictionary<string, string> { ["a"] = "1" });

        var copy = Session.Run("Copy-DockerVolume data copy").Single<Volume>();

        Assert.Equal(("copy", "local", "1", 0), (copy.Name, copy.Driver, copy.Labels["a"], copy.Users.Count));
        AssertFilled("copy");
        AssertFilled("data");
        AssertNoTrace("copy", "data");
    }

    [Fact]
    public void A_copy_gets_settings_of_its_own_where_they_are_given()
    {
        Fill(new Dictionary<string, string> { ["a"] = "1" });

        var copy = Session.Run("Copy-DockerVolume data copy -Label @{ b = 2 } -Option @{ type = 'tmpfs'; device = 'tmpfs' }").Single<Volume>();

        Assert.Equal(["b"], copy.Labels.Keys);
        Assert.Equal("tmpfs", copy.Options["type"]);
    }

    [Fact]
    public void A_copy_of_an_anonymous_volume_is_a_named_one()
    {
        Session.Run("New-DockerVolume").Succeeded();

        Assert.False(Session.Run("Get-DockerVolume -Anonymous | Copy-DockerVolume -NewName copy").Single<Volume>().Anonymous);
    }

    [Fact]
    public async Task A_volume_is_copied_to_another_engine_under_its_name()
    {
        Fill();
        await using var other = await FakeDockerEngine.StartAsync();

        var copy = Session.Run("Copy-DockerVolume data -Destination $args[0]", other.Address).Single<Volume>();

        Assert.Equal(("data", other.Address), (copy.Name, copy.Engine));
        Assert.Equal("one", other.Volume("data").Files.ReadText("/a"));
        AssertNoTrace("data");
        Assert.Empty(other.Containers);
    }

    [Theory]
    [InlineData("Copy-DockerVolume data", "MissingName")]
    [InlineData("Copy-DockerVolume data data", "VolumeExists")]
    [InlineData("Copy-DockerVolume data other", "VolumeExists")]
    [InlineData("Copy-DockerVolume none copy", "VolumeNotFound")]
    [InlineData("Copy-DockerVolume data copy -Driver none", "DriverNotFound")]
    [InlineData("Copy-DockerVolume data copy -Destination ''", "InvalidEngine")]
    [InlineData("Copy-DockerVolume data ./x", "InvalidRequest")]
    [InlineData("Rename-DockerVolume data other", "VolumeExists")]
    [InlineData("Rename-DockerVolume none new", "VolumeNotFound")]
    public void What_cannot_be_copied_or_renamed_changes_nothing(string script, string errorId)
    {
        Fill();
        Engine.AddVolume("other");

        Session.Run(script).Failed(errorId);

        AssertFilled("data");
        Assert.Null(Engine.Volume("other").Files.ReadText("/a"));
        AssertNoTrace("data", "other");
    }

    [Fact]
    public void A_renamed_volume_has_the_files_and_the_old_name_is_free()
    {
        Fill();

        Assert.Equal("new", Session.Run("Get-DockerVolume data | Rename-DockerVolume -NewName new").Single<Volume>().Name);

        AssertFilled("new");
        AssertNoTrace("new");
    }

    [Fact]
    public void A_volume_that_is_in_use_is_not_renamed()
    {
        Fill();
        Session.Run("New-Container busybox -Name web -Volume data:/x").Succeeded();

        Assert.Contains("web", Session.Run("Rename-DockerVolume data new").Failed("VolumeInUse").ToString(), StringComparison.Ordinal);

        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public void With_Force_the_containers_go_along_and_run_again()
    {
        Fill();
        Session.Run("New-Container nginx -Name web -Volume data:/x, other:/o -Start; New-Container nginx -Name idle -Volume data:/y:ro; New-Container nginx -Name borrower -VolumesFrom web").Succeeded();

        var renamed = Session.Run("Rename-DockerVolume data new -Force").Single<Volume>();

        Assert.Equal(["borrower:/x", "idle:/y:ro", "web:/x"], renamed.Users.Select(user => user.ToString()));
        Assert.Equal(["Created", "Created", "Running"], Session.Run("Get-Container borrower, idle, web").Of<Container>().Select(container => container.State.ToString()));
        AssertFilled("new");
        Assert.Equal(["new", "other"], Engine.Volumes.Select(volume => volume.Name));
        Assert.Equal(3, Engine.Containers.Count);
    }

    [Fact]
    public void With_Force_a_failure_puts_all_containers_back()
    {
        Fill();
        Session.Run("New-Container nginx -Name web -Volume data:/x -Start; New-Container nginx -Name idle -Volume data:/y").Succeeded();
        // The helpers' are no containers that a rename is about.
        Engine.Fail("POST", "/containers/create", Fault.Status(500, "no")).When(request => request.Query.GetValueOrDefault("name") == "idle");

        Session.Run("Rename-DockerVolume data new -Force").Failed("EngineFault");

        var volume = Session.Run("Get-DockerVolume").Single<Volume>();
        Assert.Equal(("data", "idle:/y web:/x"), (volume.Name, string.Join(' ', volume.Users)));
        Assert.Equal(ContainerState.Running, Session.Run("Get-Container web").Single<Container>().State);
        Assert.Equal(2, Engine.Containers.Count);
        AssertFilled("data");
    }

    [Fact]
    public void A_container_that_would_be_gone_when_it_stops_is_not_stopped()
    {
        Fill();
        Session.Run("New-Container nginx -Name web -Volume data:/x -AutoRemove -Start").Succeeded();

        Session.Run("Rename-DockerVolume data new -Force").Failed("VolumeInUse");

        Assert.Equal(ContainerState.Running, Session.Run("Get-Container web").Single<Container>().State);
    }

    public enum Way
    {
        Refused,
        Dropped,
        DroppedAfterEffect,
        HangsUntilStopped,
    }

    public static TheoryData<Way, bool> Ways
    {
        get
        {
            var data = new TheoryData<Way, bool>();
            foreach (var way in Enum.GetValues<Way>())
            {
                data.Add(way, false);
                if (way is not Way.HangsUntilStopped)
                {
                    data.Add(way, true);
                }
            }

            return data;
        }
    }

    /// <summary>Each call of a copy or renaming fails in turn.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Whatever_call_fails_there_is_no_half_volume_and_the_files_are_somewhere_whole(Way way, bool rename)
    {
        int calls;
        await using (var engine = await FilledEngineAsync())
        {
            await RunAsync(engine, rename, default);
            calls = engine.Requests.Count;
        }

        Assert.True(calls > 10, $"Only {calls} calls were made.");
        // Some of the time goes by in waiting for an engine that hangs.
        await Parallel.ForAsync(0, calls, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (call, _) => await FailAsync(way, rename, call));
    }

    private static async Task FailAsync(Way way, bool rename, int call)
    {
        await using var engine = await FilledEngineAsync();
        var script = engine.Fail("*", "**", way switch
        {
            Way.Refused => Fault.Status(500, "no"),
            Way.Dropped => Fault.DropInHead(),
            Way.DroppedAfterEffect => Fault.DropAfterEffect(),
            _ => Fault.Hang(),
        }).After(call);
        using var stop = new CancellationTokenSource();
        var work = RunAsync(engine, rename, stop.Token);
        if (way is Way.HangsUntilStopped)
        {
            while (script.Hits == 0 && !work.IsCompleted)
            {
                await Task.Delay(1);
            }

            await stop.CancelAsync();
            engine.ClearFaults();
        }

        try
        {
            await work.WaitAsync(TimeSpan.FromSeconds(30));
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException)
        {
            // What is left is what counts.
        }

        Assert.True(script.Hits > 0, $"There was no call {call}.");
        engine.ClearFaults();

        // The next command sees what a user sees, and removes what was left.
        var connection = await EngineConnection.GetAsync(engine.Address, default);
        var names = (await new Volumes(connection).ListAsync(default)).Select(found => found.Name).ToList();
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.True(IsWhole(engine, name), $"'{name}' is half after the failure of call {call}."));
        Assert.True(rename || names.Contains("data"), $"The source is gone after the failure of call {call}.");
        await new AbandonedHelpers(connection).RemoveAsync(default);
        Assert.True(engine.Containers.Count == 0, $"A helper is left after the failure of call {call}.");
        Assert.True(engine.Volumes.Select(found => found.Name).Order(StringComparer.Ordinal).SequenceEqual(names), $"A volume is left that nobody sees after the failure of call {call}: {string.Join(' ', engine.Volumes.Select(found => found.Name))}");
        Assert.True(engine.Images.All(image => image.Tags.Count > 0), $"An image is left after the failure of call {call}.");
    }

    private static async Task<FakeDockerEngine> FilledEngineAsync()
    {
        var engine = await FakeDockerEngine.StartAsync();
        engine.AddVolume("data").Files.WriteText("/a", "one").WriteText("/sub/b", new string('x', 100_000));
        // What fails is to be the work, not the first greeting.
        await EngineConnection.GetAsync(engine.Address, default);
        engine.ClearRequests();
        return engine;
    }

    private static async Task RunAsync(FakeDockerEngine engine, bool rename, CancellationToken cancellationToken)
    {
        var volumes = new Volumes(await EngineConnection.GetAsync(engine.Address, cancellationToken));
        var volume = await volumes.GetAsync("data", cancellationToken);
        await (rename ? volumes.RenameAsync(volume, "new", withContainers: false, _ => { }, cancellationToken) : volumes.CopyAsync(volume, volumes, new() { Name = "new" }, _ => { }, cancellationToken));
    }

    private static bool IsWhole(FakeDockerEngine engine, string name) =>
        engine.Volume(name).Files.ReadText("/a") == "one" && engine.Volume(name).Files.ReadText("/sub/b")?.Length == 100_000;

    private void Fill(IReadOnlyDictionary<string, string>? labels = null) => Engine.AddVolume("data", labels).Files.WriteText("/a", "one").WriteText("/sub/b", "two");

    private void AssertFilled(string name) => Assert.Equal(("one", "two"), (Engine.Volume(name).Files.ReadText("/a"), Engine.Volume(name).Files.ReadText("/sub/b")));

    private void AssertNoTrace(params string[] volumes)
    {
        Assert.Empty(Engine.Containers);
        Assert.DoesNotContain(Engine.Images, image => image.Tags.Count == 0);
        Assert.Equal(volumes, Engine.Volumes.Select(volume => volume.Name));
    }
}
