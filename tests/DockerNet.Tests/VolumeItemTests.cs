using System.Formats.Tar;
using DockerNet.Engine.Files;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class VolumeItemTests : FakeEngineTest, IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("dockernet-");

    public VolumeItemTests()
    {
        Session.Set("top", _top.FullName);
        Directory.CreateDirectory(Path.Combine(_top.FullName, "to"));
    }

    public void Dispose() => _top.Delete(recursive: true);

    [Theory]
    [InlineData("Get-DockerVolumeItem data", "data:/a data:/link data:/sub")]
    [InlineData("Get-DockerVolumeItem data -Recurse", "data:/a data:/link data:/sub data:/sub/b.log data:/sub/deep data:/sub/deep/c.log")]
    [InlineData("Get-DockerVolumeItem data /sub", "data:/sub/b.log data:/sub/deep")]
    [InlineData("Get-DockerVolumeItem data:/sub/", "data:/sub/b.log data:/sub/deep")]
    [InlineData("Get-DockerVolumeItem data /a", "data:/a")]
    [InlineData("Get-DockerVolumeItem data a", "data:/a")]
    [InlineData("Get-DockerVolumeItem data /sub/*.log", "data:/sub/b.log")]
    [InlineData("Get-DockerVolumeItem data '/*/*'", "data:/sub/b.log data:/sub/deep")]
    [InlineData("Get-DockerVolumeItem data /a, /sub/deep", "data:/a data:/sub/deep/c.log")]
    [InlineData("Get-DockerVolumeItem d*", "data:/a data:/link data:/sub")]
    [InlineData("Get-DockerVolume | Get-DockerVolumeItem -Path /a", "data:/a")]
    public void Items_of_a_volume_are_listed_as_those_of_a_folder(string script, string expected)
    {
        Fill();

        Assert.Equal(expected, string.Join(' ', Session.Run(script).Succeeded().Of<VolumeItem>().Select(item => item.ToString()).Order(StringComparer.Ordinal)));
        AssertNoTrace();
    }

    [Fact]
    public void An_item_tells_what_it_is()
    {
        Fill();

        var items = Session.Run("Get-DockerVolumeItem data").Succeeded().Of<VolumeItem>().ToDictionary(item => item.Name);

        Assert.Equal((VolumeItemType.File, 3L, "data"), (items["a"].Type, items["a"].Size, items["a"].Volume));
        Assert.Equal((VolumeItemType.Link, "sub"), (items["link"].Type, items["link"].LinkTarget));
        Assert.Equal(VolumeItemType.Folder, items["sub"].Type);
    }

    [Theory]
    [InlineData("Get-DockerVolumeItem none", "VolumeNotFound")]
    [InlineData("Get-DockerVolumeItem data /none", "VolumePathNotFound")]
    [InlineData("Copy-DockerVolumeItem data:/none $top/to", "VolumePathNotFound")]
    [InlineData("Copy-DockerVolumeItem none:/a $top/to", "VolumeNotFound")]
    [InlineData("Copy-DockerVolumeItem data:/sub $top/to", "PathIsFolder")]
    [InlineData("Copy-DockerVolumeItem $top/to data:/", "PathIsFolder")]
    [InlineData("Copy-DockerVolumeItem $top/none data:/", "PathNotFound")]
    [InlineData("Copy-DockerVolumeItem data:/a data:/b", "InvalidCopy")]
    [InlineData("Copy-DockerVolumeItem $top/to $top/to", "InvalidCopy")]
    [InlineData("Copy-DockerVolumeItem data:/a $top/to", "FileExists")]
    [InlineData("Copy-DockerVolumeItem $top/to/a data:/a", "FileExists")]
    public void What_cannot_be_listed_or_copied_is_one_clear_error_and_changes_nothing(string script, string errorId)
    {
        Fill();
        File.WriteAllText(Path.Combine(_top.FullName, "to", "a"), "old");

        Session.Run(script).Failed(errorId);

        Assert.Equal(("one", "old"), (Engine.Volume("data").Files.ReadText("/a"), File.ReadAllText(Path.Combine(_top.FullName, "to", "a"))));
        AssertNoTrace();
    }

    [Theory]
    [InlineData("data:/a", "to", "to/a")]
    [InlineData("data:/a", "new", "new")]
    [InlineData("data:/sub -Recurse", "to", "to/sub/deep/c.log")]
    [InlineData("data:/sub/. -Recurse", "to", "to/deep/c.log")]
    [InlineData("data:/ -Recurse", "to", "to/sub/deep/c.log")]
    [InlineData("data:/link/ -Recurse", "to", "to/link/deep/c.log")]
    public void Files_come_out_as_with_docker_cp(string path, string destination, string expected)
    {
        Fill();

        Session.Run($"Copy-DockerVolumeItem {path} -Destination $top/{destination}").Succeeded();

        Assert.True(File.Exists(Path.Combine(_top.FullName, expected)), string.Join(' ', Directory.EnumerateFileSystemEntries(_top.FullName, "*", SearchOption.AllDirectories)));
        AssertNoTrace();
    }

    [Theory]
    [InlineData("file", "/", "/file")]
    [InlineData("file", "/sub", "/sub/file")]
    [InlineData("file", "/new", "/new")]
    [InlineData("file", "/link", "/sub/file")]
    [InlineData("folder", "/ -Recurse", "/folder/file")]
    [InlineData("folder/.", "/ -Recurse", "/file")]
    [InlineData("folder", "/new -Recurse", "/new/file")]
    public void Files_go_in_as_with_docker_cp(string path, string destination, string expected)
    {
        Fill();
        Directory.CreateDirectory(Path.Combine(_top.FullName, "folder"));
        File.WriteAllText(Path.Combine(_top.FullName, "file"), "in");
        File.WriteAllText(Path.Combine(_top.FullName, "folder", "file"), "in");

        Session.Run($"Copy-DockerVolumeItem $top/{path} data:{destination}").Succeeded();

        Assert.Equal("in", Engine.Volume("data").Files.ReadText(expected));
        AssertNoTrace();
    }

    [Fact]
    public void A_link_that_leads_out_of_the_volume_leads_nowhere()
    {
        Engine.AddVolume("data").Files.MakeLink("/out", "/etc");
        File.WriteAllText(Path.Combine(_top.FullName, "file"), "in");

        Session.Run("Copy-DockerVolumeItem data:/out $top/to -FollowLink -Recurse").Failed("CopyConflict");
        Session.Run("Copy-DockerVolumeItem $top/file data:/out/").Failed("CopyConflict");
        Session.Run("Copy-DockerVolumeItem $top/file data:/out/file").Failed("CopyConflict");
        Session.Run("Copy-DockerVolumeItem data:/out/hosts $top/to").Failed("CopyConflict");
        Session.Run("Get-DockerVolumeItem data /out/hosts").Failed("CopyConflict");
    }

    [Fact]
    public void A_link_within_the_volume_is_followed_in_the_middle_of_a_path()
    {
        Engine.AddVolume("data").Files.WriteText("/sub/folder/a", "1").MakeLink("/in", "sub/folder");
        File.WriteAllText(Path.Combine(_top.FullName, "file"), "in");

        Session.Run("Copy-DockerVolumeItem $top/file data:/in/b").Succeeded();

        Assert.Equal("in", Engine.Volume("data").Files.ReadText("/sub/folder/b"));
    }

    [Fact]
    public void A_file_whose_owner_has_a_number_above_two_thousand_million_is_listed_and_copied()
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "volume/"));
        }

        // In the place of the end mark, for the writer refuses such a number too.
        archive.Position = archive.Length - 1024;
        var plain = TarHeader.Entry("volume/file", "1"u8, DateTimeOffset.Now);
        var head = new TarHeader { Name = "volume/file", Type = '0', Size = 1, Blocks = plain[..512], OwnLength = 512, Records = [new("uid", "4000000000"u8.ToArray())] };
        archive.Write([.. head.Renamed("volume/file", ""), .. plain[512..], .. new byte[1024]]);
        Engine.AddVolume("data").Files.WriteText("/file", "1");
        Engine.Fail("GET", "/containers/*/archive", Fault.Body("application/x-tar", System.Text.Encoding.Latin1.GetString(archive.ToArray())));

        Assert.Equal(4_000_000_000, Session.Run("Get-DockerVolumeItem data").Single<VolumeItem>().UserId);
        Session.Run("Copy-DockerVolumeItem data:/ $top/to -Recurse").Succeeded();
        Assert.Equal("1", File.ReadAllText(Path.Combine(_top.FullName, "to", "file")));
    }

    [Fact]
    public void Why_a_volume_cannot_be_mounted_is_told_in_the_engine_s_words()
    {
        Fill();
        // An answer to HEAD has no words.
        Engine.Fail("HEAD", "/containers/*/archive", Fault.Callback(http =>
        {
            http.Response.StatusCode = 500;
            return Task.CompletedTask;
        }));
        Engine.Fail("GET", "/containers/*/archive", Fault.Status(500, "failed to mount local volume: no such device"));

        var error = Session.Run("Get-DockerVolumeItem data").Failed("EngineFault");

        Assert.Equal("data", error.TargetObject);
        Assert.Contains("no such device", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_volume_writes_nowhere_else()
    {
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "volume/"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "volume/../../evil") { DataStream = new MemoryStream([1]) });
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "volume/good") { DataStream = new MemoryStream([1]) });
        }

        Fill();
        Engine.Fail("GET", "/containers/*/archive", Fault.Body("application/x-tar", System.Text.Encoding.Latin1.GetString(archive.ToArray())));

        Session.Run("Copy-DockerVolumeItem data:/ $top/to -Recurse").Failed("UnsafeEntry");

        Assert.Equal(["good"], Directory.EnumerateFileSystemEntries(Path.Combine(_top.FullName, "to"), "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.False(File.Exists(Path.Combine(_top.FullName, "evil")));
    }

    [Fact]
    public void A_broken_connection_leaves_no_half_file_and_no_helper()
    {
        Fill();
        Engine.Volume("data").Files.WriteText("/a", new string('x', 500_000));
        Engine.Fail("GET", "/containers/*/archive", Fault.DropAfter(100_000));

        Session.Run("Copy-DockerVolumeItem data:/a $top/to").Failed("StreamBroken");

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_top.FullName, "to")));
        AssertNoTrace();
    }

    private void Fill() =>
        Engine.AddVolume("data").Files.WriteText("/a", "one").WriteText("/sub/b.log", "two").WriteText("/sub/deep/c.log", "three").MakeLink("/link", "sub");

    private void AssertNoTrace()
    {
        Assert.Empty(Engine.Containers);
        Assert.DoesNotContain(Engine.Images, image => image.Tags.Count == 0);
    }
}
