using System.Formats.Tar;
using System.Text;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class ContainerFileTests : FakeEngineTest, IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("dockernet-");

    public ContainerFileTests()
    {
        Session.Set("top", _top.FullName);
        Directory.CreateDirectory(Path.Combine(_top.FullName, "to"));
    }

    public void Dispose() => _top.Delete(recursive: true);

    [Fact]
    public void A_folder_goes_in_and_comes_out_the_same()
    {
        Engine.AddContainer("web");
        Write("src/a", "äöü");
        Write("src/sub/b", new string('x', 300_000));
        File.CreateSymbolicLink(Path.Combine(_top.FullName, "src", "link"), "sub/b");

        Session.Run("Copy-ContainerItem $top/src web:/data; Copy-ContainerItem web:/data $top/to").Succeeded();

        Assert.Equal("äöü", Read("to/data/a"));
        Assert.Equal(new string('x', 300_000), Read("to/data/sub/b"));
        Assert.Equal("sub/b", new FileInfo(Path.Combine(_top.FullName, "to/data/link")).LinkTarget);
    }

    [Theory]
    [InlineData("src", "web:/none", "/none/a")]
    [InlineData("src", "web:/there", "/there/src/a")]
    [InlineData("src/.", "web:/there", "/there/a")]
    [InlineData("src/a", "web:/none", "/none")]
    [InlineData("src/a", "web:/there", "/there/a")]
    [InlineData("src/a", "web:/there/", "/there/a")]
    public void Where_something_goes_in_is_as_with_docker_cp(string path, string destination, string expected)
    {
        Engine.AddContainer("web").Files.MakeFolder("/there");
        Write("src/a", "1");

        Session.Run($"Copy-ContainerItem $top/{path} {destination}").Succeeded();

        Assert.Equal("1", Engine.Container("web").Files.ReadText(expected));
    }

    [Theory]
    [InlineData("web:/d", "to", "to/d/a")]
    [InlineData("web:/d/.", "to", "to/a")]
    [InlineData("web:/d", "new", "new/a")]
    [InlineData("web:/d/a", "to", "to/a")]
    [InlineData("web:/d/a", "new", "new")]
    public void Where_something_comes_out_is_as_with_docker_cp(string path, string destination, string expected)
    {
        Engine.AddContainer("web").Files.MakeFolder("/d").WriteText("/d/a", "1");

        Session.Run($"Copy-ContainerItem {path} $top/{destination}").Succeeded();

        Assert.Equal("1", Read(expected));
    }

    [Theory]
    [InlineData("Copy-ContainerItem $top/none web:/x", "PathNotFound")]
    [InlineData("Copy-ContainerItem web:/none $top/to", "ContainerPathNotFound")]
    [InlineData("Copy-ContainerItem none:/x $top/to", "ContainerNotFound")]
    [InlineData("Copy-ContainerItem $top/file web:/none/", "ContainerPathNotFound")]
    [InlineData("Copy-ContainerItem $top/file web:/none/x", "ContainerPathNotFound")]
    [InlineData("Copy-ContainerItem $top/to web:/file", "CopyConflict")]
    [InlineData("Copy-ContainerItem web:/folder $top/file", "CopyConflict")]
    [InlineData("Copy-ContainerItem web:/file $top/none/", "CopyConflict")]
    [InlineData("Copy-ContainerItem $top/file web:/file", "FileExists")]
    [InlineData("Copy-ContainerItem web:/file $top/file", "FileExists")]
    [InlineData("Copy-ContainerItem $top/file $top/to", "InvalidCopy")]
    [InlineData("Copy-ContainerItem web:/file web:/x", "InvalidCopy")]
    public void What_cannot_be_copied_is_one_clear_error(string script, string errorId)
    {
        Engine.AddContainer("web").Files.WriteText("/file", "inside").MakeFolder("/folder");
        Write("file", "outside");

        Assert.NotNull(Session.Run(script).Failed(errorId).TargetObject);

        Assert.Equal(("inside", "outside"), (Engine.Container("web").Files.ReadText("/file"), Read("file")));
        Assert.Empty(Directory.EnumerateFiles(_top.FullName, ".*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Force_overwrites_both_ways_and_nothing_but_what_is_there_is_kept_back()
    {
        Engine.AddContainer("web").Files.MakeFolder("/d").WriteText("/d/old", "1").WriteText("/d/other", "1");
        Write("d/old", "2");
        Write("d/new", "2");

        Assert.Equal("web:/d/old", Session.Run("Copy-ContainerItem $top/d/. web:/d").Failed("FileExists").TargetObject);
        Assert.Equal(("1", "2", "1"), Contents());
        Session.Run("Copy-ContainerItem $top/d/. web:/d -Force").Succeeded();
        Assert.Equal(("2", "2", "1"), Contents());

        (string?, string?, string?) Contents()
        {
            var files = Engine.Container("web").Files;
            return (files.ReadText("/d/old"), files.ReadText("/d/new"), files.ReadText("/d/other"));
        }
    }

    public static TheoryData<string, TarEntryType, string, string> Hostile => new()
    {
        { "d/../../evil", TarEntryType.RegularFile, "", "goes up" },
        { "../evil", TarEntryType.RegularFile, "", "goes up" },
        { "/evil", TarEntryType.RegularFile, "", "absolute" },
        { "other/evil", TarEntryType.RegularFile, "", "beside" },
        { "d/link", TarEntryType.SymbolicLink, "/etc/passwd", "points outside" },
        { "d/link", TarEntryType.SymbolicLink, "../../evil", "points outside" },
        { "d/link", TarEntryType.SymbolicLink, "..", "points outside" },
        { "d/link", TarEntryType.SymbolicLink, "sub/../../..", "points outside" },
        { "d/hard", TarEntryType.HardLink, "/etc/passwd", "absolute" },
        { "d/hard", TarEntryType.HardLink, "../secret", "goes up" },
        { "d/hard", TarEntryType.HardLink, "d/none", "no file of the archive" },
        { "d/pipe", TarEntryType.Fifo, "", "no file, folder or link" },
        { "d/device", TarEntryType.CharacterDevice, "", "no file, folder or link" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void An_entry_that_leaves_the_destination_is_refused_and_the_others_are_copied(string name, TarEntryType type, string link, string why)
    {
        Write("secret", "secret");
        Serve(Folder("d"), (name, type, link, "evil"), ("d/good", TarEntryType.RegularFile, "", "good"));

        var error = Session.Run("Copy-ContainerItem web:/d $top/to").Failed("UnsafeEntry");

        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
        Assert.Equal("good", Read("to/d/good"));
        Assert.Equal(["secret", "to", "to/d", "to/d/good"], All());
    }

    [Fact]
    public void Nothing_is_written_through_a_link_wherever_it_leads()
    {
        Serve(
            Folder("d"),
            Folder("d/sub"),
            ("d/link", TarEntryType.SymbolicLink, "sub", ""),
            ("d/link/evil", TarEntryType.RegularFile, "", "evil"),
            ("d/good", TarEntryType.RegularFile, "", "good"));

        Session.Run("Copy-ContainerItem web:/d $top/to").Failed("UnsafeEntry");

        Assert.Equal(["to", "to/d", "to/d/good", "to/d/link", "to/d/sub"], All());
    }

    [Fact]
    public void A_link_of_the_user_s_own_in_the_destination_is_not_written_through()
    {
        Directory.CreateDirectory(Path.Combine(_top.FullName, "to", "d"));
        Directory.CreateDirectory(Path.Combine(_top.FullName, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(_top.FullName, "to", "d", "sub"), Path.Combine(_top.FullName, "elsewhere"));
        Serve(Folder("d"), ("d/sub/evil", TarEntryType.RegularFile, "", "evil"));

        Session.Run("Copy-ContainerItem web:/d $top/to -Force").Failed("UnsafeEntry");

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_top.FullName, "elsewhere")));
    }

    [Fact]
    public void Overwriting_replaces_a_link_and_not_what_it_leads_to()
    {
        Write("precious", "precious");
        File.CreateSymbolicLink(Path.Combine(_top.FullName, "to", "file"), Path.Combine(_top.FullName, "precious"));
        Engine.AddContainer("web").Files.WriteText("/file", "new");

        Session.Run("Copy-ContainerItem web:/file $top/to -Force").Succeeded();

        Assert.Equal(("precious", "new"), (Read("precious"), Read("to/file")));
    }

    [Fact]
    public void Rights_that_lend_the_owner_s_rights_do_not_come_out()
    {
        Serve((Name: "d", TarEntryType.Directory, "", ""), ("d/tool", TarEntryType.RegularFile, "", "#!"));

        Session.Run("Copy-ContainerItem web:/d $top/to").Succeeded();

        Assert.Equal((UnixFileMode)0b111_101_101, File.GetUnixFileMode(Path.Combine(_top.FullName, "to/d/tool")));
    }

    [Fact]
    public void An_engine_that_dies_in_the_middle_is_one_error_and_leaves_no_half_file()
    {
        Engine.AddContainer("web").Files.WriteText("/big", new string('x', 1_000_000));
        Engine.Fail("GET", "/containers/*/archive", Fault.DropAfter(300_000));

        Session.Run("Copy-ContainerItem web:/big $top/to").Failed("StreamBroken");

        Assert.Equal(["to"], All());
    }

    [Fact]
    public void What_is_no_archive_is_one_error()
    {
        Engine.AddContainer("web").Files.WriteText("/file", "1");
        Engine.Fail("GET", "/containers/*/archive", Fault.Body("application/x-tar", new string('?', 2000)));

        Session.Run("Copy-ContainerItem web:/file $top/to").Failed("EngineFault");

        Assert.Equal(["to"], All());
    }

    [Fact]
    public void WhatIf_copies_nothing()
    {
        Engine.AddContainer("web").Files.WriteText("/file", "1");
        Write("file", "2");

        Session.Run("Copy-ContainerItem web:/file $top/to -WhatIf; Copy-ContainerItem $top/file web:/x -WhatIf").Succeeded();

        Assert.Equal(["file", "to"], All());
        Assert.Empty(Changes());
    }

    private static (string Name, TarEntryType Type, string Link, string Content) Folder(string name) => (name, TarEntryType.Directory, "", "");

    /// <summary>Has the engine send these entries as the folder <c>/d</c> of the container <c>web</c>.</summary>
    private void Serve(params (string Name, TarEntryType Type, string Link, string Content)[] entries)
    {
        Engine.AddContainer("web").Files.MakeFolder("/d");
        var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var (name, type, link, content) in entries)
            {
                var entry = new PaxTarEntry(type, type is TarEntryType.Directory ? name + "/" : name) { Mode = UnixFileMode.SetUser | UnixFileMode.SetGroup | (UnixFileMode)0b111_101_101 };
                if (link.Length > 0)
                {
                    entry.LinkName = link;
                }

                if (type is TarEntryType.RegularFile)
                {
                    entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content));
                }

                writer.WriteEntry(entry);
            }
        }

        Engine.Fail("GET", "/containers/*/archive", Fault.Callback(async http =>
        {
            http.Response.ContentType = "application/x-tar";
            await http.Response.Body.WriteAsync(archive.ToArray());
        }));
    }

    private void Write(string path, string text)
    {
        var full = Path.Combine(_top.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    private string Read(string path) => File.ReadAllText(Path.Combine(_top.FullName, path));

    private IEnumerable<string> All() => Directory.EnumerateFileSystemEntries(_top.FullName, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 })
        .Select(path => Path.GetRelativePath(_top.FullName, path)).Order(StringComparer.Ordinal);
}
