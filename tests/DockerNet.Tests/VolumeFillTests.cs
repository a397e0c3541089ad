using System.Formats.Tar;
using DockerNet.Engine;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>What lies below copying and restoring volumes: helper containers, and volumes that are whole or not there.</summary>
public sealed class VolumeFillTests : FakeEngineTest
{
    private const string OtherProcess = "4194305/1/abcdef";

    [Fact]
    public async Task A_helper_reads_and_writes_and_leaves_nothing_but_what_it_wrote()
    {
        Engine.AddVolume("data");
        await using (var helper = await HelperContainer.CreateAsync(await ConnectAsync(), [Mounted("data")], default))
        {
            await helper.PutArchiveAsync("/", Archive(("volume/a", "1")), default);
            Assert.Equal(1, (await helper.StatAsync("/volume/a", default))!.Size);
            await using var archive = await helper.GetArchiveAsync("/volume", default);
            Assert.Contains("volume/a", Names(archive));
        }

        Assert.Equal("1", Engine.Volume("data").Files.ReadText("/a"));
        AssertNoTrace();
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Theory]
    [InlineData("POST", "/images/create")]
    [InlineData("POST", "/containers/create")]
    public async Task A_helper_that_cannot_be_made_leaves_nothing(string method, string path)
    {
        Engine.Fail(method, path, Fault.Status(500, "no"));

        await Assert.ThrowsAsync<DockerNetException>(async () => await HelperContainer.CreateAsync(await ConnectAsync(), [Mounted("data")], default));

        AssertNoTrace();
    }

    [Fact]
    public async Task A_volume_that_is_being_filled_is_not_there_until_it_is_complete()
    {
        var engine = await ConnectAsync();
        await using var fill = await VolumeFill.BeginAsync(engine, new() { Name = "data" }, default);
        await fill.PutAsync(Archive(("volume/a", "1")), default);

        Assert.Empty(Session.Run("Get-DockerVolume").Succeeded().Output);
        Session.Run("Get-DockerVolume data").Failed("VolumeNotFound");
        Session.Run("New-DockerVolume data").Failed("VolumeBeingFilled");
        Session.Run("Remove-DockerVolume -Unused").Succeeded();
        await Assert.ThrowsAsync<DockerNetException>(() => VolumeFill.BeginAsync(engine, new() { Name = "data" }, default));

        Assert.Equal("data", (await fill.CompleteAsync(default)).Name);
        Assert.Equal("1", Engine.Volume("data").Files.ReadText("/a"));
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
        AssertNoTrace();
    }

    [Fact]
    public async Task A_filling_that_is_not_completed_is_undone()
    {
        await using (await VolumeFill.BeginAsync(await ConnectAsync(), new() { Name = "data" }, default))
        {
            Assert.Equal(2, Engine.Volumes.Count);
        }

        Assert.Empty(Engine.Volumes);
        AssertNoTrace();
    }

    [Fact]
    public async Task A_volume_that_is_there_is_left_alone()
    {
        Engine.AddVolume("data");

        var error = await Assert.ThrowsAsync<DockerNetException>(async () => await VolumeFill.BeginAsync(await ConnectAsync(), new() { Name = "data" }, default));

        Assert.Equal("VolumeExists", error.ErrorId);
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public void What_a_killed_client_left_is_removed_by_the_next_command()
    {
        var owner = Owner();
        Engine.AddVolume("dockernet-fill-abcdef", new Dictionary<string, string> { ["dockernet.helper"] = owner, ["dockernet.fills"] = "half" });
        Engine.AddVolume("half");
        Engine.AddVolume("whole");
        Session.Run($"New-Container busybox -Name helper -Volume half:/volume -Label @{{ 'dockernet.helper' = '{owner}' }}").Succeeded();

        Assert.Equal(["whole"], Session.Run("Get-DockerVolume").Succeeded().Of<Volume>().Select(volume => volume.Name));

        Assert.Equal(["whole"], Engine.Volumes.Select(volume => volume.Name));
        AssertNoTrace();
    }

    [Fact]
    public void A_half_volume_of_a_killed_client_is_nobodys_name()
    {
        Engine.AddVolume("dockernet-fill-abcdef", new Dictionary<string, string> { ["dockernet.helper"] = Owner(), ["dockernet.fills"] = "half" });
        Engine.AddVolume("half");
        Engine.Volume("half").Files.WriteText("/rest", "1");

        Session.Run("New-DockerVolume half").Succeeded();

        Assert.Null(Engine.Volume("half").Files.ReadText("/rest"));
    }

    [Fact]
    public void What_another_machine_is_working_with_is_left_alone()
    {
        Engine.AddVolume("dockernet-fill-abcdef", new Dictionary<string, string> { ["dockernet.helper"] = $"elsewhere/{OtherProcess}", ["dockernet.fills"] = "half" });
        Engine.AddVolume("half");

        Assert.Empty(Session.Run("Get-DockerVolume").Succeeded().Output);

        Assert.Equal(2, Engine.Volumes.Count);
    }

    private static Mount Mounted(string volume) => new() { Type = MountType.Volume, Source = volume, Target = "/volume" };

    /// <summary>An operation of a process of this machine that is not there any more.</summary>
    private static string Owner()
    {
        var own = HelperOwner.Begin();
        own.End();
        return (own with { Process = int.MaxValue, Id = "abcdef" }).ToString();
    }

    private async Task<EngineConnection> ConnectAsync() => await EngineConnection.GetAsync(Engine.Address, default);

    private void AssertNoTrace()
    {
        Assert.Empty(Engine.Containers);
        Assert.DoesNotContain(Engine.Images, image => image.Tags.Count == 0 || image.Tags[0].StartsWith("dockernet-", StringComparison.Ordinal));
    }

    private static MemoryStream Archive(params (string Name, string Content)[] files)
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) });
            }
        }

        archive.Position = 0;
        return archive;
    }

    private static List<string> Names(Stream archive)
    {
        using var reader = new TarReader(archive);
        var names = new List<string>();
        while (reader.GetNextEntry() is { } entry)
        {
            names.Add(entry.Name);
        }

        return names;
    }
}
