using DockerNet.Engine;
using DockerNet.Engine.Backups;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>Every call of a backup and of a restoring goes wrong in turn, in every way: afterwards, at the latest after the next command on
/// volumes, everything is as it was or as it was to be, and nothing is left.</summary>
public sealed class VolumeBackupFaultTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Most of the time goes by in waiting for an engine that hangs.</summary>
    private static readonly ParallelOptions AtATime = new() { MaxDegreeOfParallelism = 32 };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-backup-");

    public enum Operation
    {
        Backup,
        Restore,
        RestoreInPlace,
    }

    public enum Way
    {
        Refused,
        Dropped,
        DroppedAfterEffect,
        Garbled,
        HangsUntilStopped,
        HangsAfterEffectUntilStopped,
    }

    public static TheoryData<Operation, Way> Matrix
    {
        get
        {
            var data = new TheoryData<Operation, Way>();
            foreach (var operation in Enum.GetValues<Operation>())
            {
                foreach (var way in Enum.GetValues<Way>())
                {
                    data.Add(operation, way);
                }
            }

            return data;
        }
    }

    private string Source => Path.Combine(_folder.FullName, "source.tar");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Whatever_call_fails_nothing_is_half_done(Operation operation, Way way)
    {
        await MakeBackupAsync();
        int calls;
        await using (var engine = await WorldAsync(operation))
        {
            await RunAsync(operation, engine, CancellationToken.None);
            calls = engine.Requests.Count;
            Assert.True(await IsDoneAsync(operation, engine), "without a fault");
            AssertNothingLeft(operation, engine, "without a fault");
        }

        Assert.True(calls > 8, $"Only {calls} calls were made.");
        await Parallel.ForAsync(0, calls, AtATime, async (call, _) => await FailAsync(operation, way, call));
    }

    private async Task FailAsync(Operation operation, Way way, int call)
    {
        await using var engine = await WorldAsync(operation);
        var script = engine.Fail("*", "**", way switch
        {
            Way.Refused => Fault.Status(500, "no"),
            Way.Dropped => Fault.DropInHead(),
            Way.DroppedAfterEffect => Fault.DropAfterEffect(),
            Way.Garbled => Fault.Garbage(),
            Way.HangsUntilStopped => Fault.Hang(),
            _ => Fault.HangAfterEffect(),
        }).After(call);
        using var stop = new CancellationTokenSource();
        var running = RunAsync(operation, engine, stop.Token);
        if (way is Way.HangsUntilStopped or Way.HangsAfterEffectUntilStopped)
        {
            while (script.Hits == 0 && !running.IsCompleted)
            {
                await Task.Delay(1);
            }

            await stop.CancelAsync();
        }

        var failure = await Record.ExceptionAsync(() => running.WaitAsync(Patience));
        engine.ClearFaults();
        var where = $"{operation}, {way} at call {call}: {engine.Requests.ElementAtOrDefault(call)}, {failure?.GetType().Name} {failure?.Message}";
        Assert.True(failure is null or DockerNetException or OperationCanceledException, $"{where}\n{failure}");
        var client = await DockerEngine.ConnectAsync(engine.Address, CancellationToken.None);
        await client.Volumes.ListAsync(CancellationToken.None);
        // What does no harm, such as an image, goes with the next command that needs a helper.
        await new AbandonedHelpers(await EngineConnection.GetAsync(engine.Address, CancellationToken.None)).RemoveAsync(CancellationToken.None);
        if (failure is null && way is Way.Garbled && engine.Requests[call].Method == "PUT")
        {
            // An engine that says 200 has unpacked it, whatever else it says; this one had not.
            return;
        }

        if (failure is null)
        {
            Assert.True(await IsDoneAsync(operation, engine), where);
        }
        else
        {
            Assert.True(await IsDoneAsync(operation, engine) || IsUntouched(operation, engine), $"{where}\n{string.Join('\n', engine.Requests)}");
        }

        AssertNothingLeft(operation, engine, where);
    }

    /// <summary>The file that a backup from an engine goes to.</summary>
    private string FileOf(FakeDockerEngine engine) => Path.Combine(_folder.FullName, $"{Path.GetFileName(Path.GetDirectoryName(engine.SocketPath))}.tar.zst");

    /// <summary>A backup of a volume with the files one and two.</summary>
    private async Task MakeBackupAsync()
    {
        await using var engine = await FakeDockerEngine.StartAsync(new() { Images = ["nginx"] });
        engine.AddVolume("data").Files.WriteText("/one", "1").WriteText("/folder/two", "2");
        var client = await DockerEngine.ConnectAsync(engine.Address, CancellationToken.None);
        await client.Backups.WriteAsync(await client.Volumes.GetAsync("data", default), Source, new(BackupCompression.None, Pause: false), overwrite: false, _ => { }, default);
    }

    private static async Task<FakeDockerEngine> WorldAsync(Operation operation)
    {
        var engine = await FakeDockerEngine.StartAsync(new() { Images = ["nginx"] });
        if (operation is not Operation.Restore)
        {
            engine.AddVolume("data").Files.WriteText("/old", "0");
            var mount = new System.Text.Json.Nodes.JsonObject { ["HostConfig"] = new System.Text.Json.Nodes.JsonObject { ["Binds"] = new System.Text.Json.Nodes.JsonArray("data:/data") } };
            engine.AddContainer("web", "nginx", operation is Operation.Backup, mount);
        }

        // What fails is to be the work, not the first greeting.
        await DockerEngine.ConnectAsync(engine.Address, CancellationToken.None);
        engine.ClearRequests();
        return engine;
    }

    private async Task RunAsync(Operation operation, FakeDockerEngine engine, CancellationToken cancellationToken)
    {
        var client = await DockerEngine.ConnectAsync(engine.Address, cancellationToken);
        if (operation is Operation.Backup)
        {
            var volume = await client.Volumes.GetAsync("data", cancellationToken);
            await client.Backups.WriteAsync(volume, FileOf(engine), new(BackupCompression.Zstd, Pause: true), overwrite: false, _ => { }, cancellationToken);
            return;
        }

        var backup = await VerifiedBackup.ReadAsync(Source, "source.tar", null, cancellationToken);
        await client.Backups.RestoreAsync(backup, null, overwrite: operation is Operation.RestoreInPlace, _ => { }, cancellationToken);
    }

    private async Task<bool> IsDoneAsync(Operation operation, FakeDockerEngine engine)
    {
        if (operation is Operation.Backup)
        {
            return File.Exists(FileOf(engine)) && (await VerifiedBackup.ReadAsync(FileOf(engine), "", null, default)).Test.Files == 1;
        }

        return engine.Volumes.SingleOrDefault(volume => volume.Name == "data") is { Files: var files }
            && (files.ReadText("/one"), files.ReadText("/folder/two"), files.ReadText("/old")) == ("1", "2", null);
    }

    private bool IsUntouched(Operation operation, FakeDockerEngine engine) => operation switch
    {
        Operation.Backup => !File.Exists(FileOf(engine)),
        Operation.Restore => engine.Volumes.Count == 0,
        _ => (engine.Volume("data").Files.ReadText("/old"), engine.Volume("data").Files.ReadText("/one"), engine.Volume("data").Files.Find("/folder")) == ("0", null, null),
    };

    private void AssertNothingLeft(Operation operation, FakeDockerEngine engine, string where)
    {
        Assert.True(engine.Containers.All(container => container.Name == "web"), $"{where}: {string.Join(", ", engine.Containers.Select(container => container.Name))}");
        Assert.True(engine.Volumes.All(volume => volume.Name == "data"), $"{where}: {string.Join(", ", engine.Volumes.Select(volume => volume.Name))}\n{string.Join('\n', engine.Requests)}");
        Assert.True(engine.Images.All(image => image.Tags.Any(tag => tag.StartsWith("nginx", StringComparison.Ordinal))), $"{where}: {string.Join(", ", engine.Images.SelectMany(image => image.Tags))}");
        Assert.DoesNotContain(_folder.GetFiles(), file => file.Name.StartsWith($".{Path.GetFileName(FileOf(engine))}", StringComparison.Ordinal));
        if (operation is Operation.Backup)
        {
            Assert.True(engine.Container("web").Status == "running", $"{where}: {engine.Container("web").Status}");
        }
    }
}
