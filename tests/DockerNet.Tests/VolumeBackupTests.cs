using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using DockerNet.Engine;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

public sealed class VolumeBackupTests : FakeEngineTest, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-backup-");

    public VolumeBackupTests() => Session.Set("folder", _folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("data.tar", BackupCompression.None)]
    [InlineData("data.tgz", BackupCompression.Gzip)]
    [InlineData("data.tar.gz", BackupCompression.Gzip)]
    [InlineData("data.tar.zst", BackupCompression.Zstd)]
    [InlineData("data.backup", BackupCompression.Zstd)]
    public void What_is_backed_up_comes_back_whole_whatever_the_compression(string name, BackupCompression compression)
    {
        Data().MakeLink("/link", "file");

        var backup = Session.Run($"Backup-DockerVolume data $folder/{name}").Single<VolumeBackup>();
        var restored = Session.Run($"Restore-DockerVolume $folder/{name} -Name again").Single<Volume>();

        Assert.Equal((compression, 3, 1, 12), (backup.Compression, backup.Files, backup.Folders, backup.ContentSize));
        Assert.Equal(new FileInfo(backup.Path).Length, backup.Size);
        Assert.Equal("again", restored.Name);
        var files = Engine.Volume("again").Files;
        Assert.Equal(("content", "other", "file"), (files.ReadText("/file"), files.ReadText("/folder/other"), files.Find("/link")!.LinkTarget));
        AssertNoTrace();
    }

    [Fact]
    public void A_backup_is_an_archive_that_every_tar_opens_with_what_it_is_of()
    {
        Engine.AddVolume("data", new Dictionary<string, string> { ["for"] = "tests" }).Files.WriteText("/file", "content");
        Session.Run("Backup-DockerVolume data $folder/data.tar").Succeeded();

        var entries = Entries(Path.Combine(_folder.FullName, "data.tar"));

        Assert.Equal(["dockernet-backup.json", "volume/", "volume/file", "dockernet-seal.json"], entries.Select(entry => entry.Name));
        using var manifest = JsonDocument.Parse(entries[0].Content);
        Assert.Equal(("data", "local", "tests", Engine.Address), (Text("volume"), Text("driver"), manifest.RootElement.GetProperty("labels").GetProperty("for").GetString(), Text("engine")));
        using var seal = JsonDocument.Parse(entries[^1].Content);
        Assert.Equal((1, 7), (seal.RootElement.GetProperty("files").GetInt32(), seal.RootElement.GetProperty("bytes").GetInt32()));

        string? Text(string name) => manifest.RootElement.GetProperty(name).GetString();
    }

    [Fact]
    public void A_restored_volume_has_the_labels_of_the_one_that_was_backed_up()
    {
        Engine.AddVolume("data", new Dictionary<string, string> { ["for"] = "tests" });

        Session.Run("Backup-DockerVolume data $folder/ | Restore-DockerVolume -Name again").Succeeded();

        Assert.Equal("tests", Engine.Volume("again").Labels!["for"]);
    }

    [Fact]
    public void Several_volumes_get_a_file_each_in_a_folder_that_is_made()
    {
        Data();
        Engine.AddVolume("more").Files.WriteText("/m", "m");

        var backups = Session.Run("Get-DockerVolume | Backup-DockerVolume -Path $folder/new/backups").Succeeded().Of<VolumeBackup>();

        Assert.Equal(["data.tar.zst", "more.tar.zst"], backups.Select(backup => Path.GetFileName(backup.Path)));
        Assert.Equal([true, true], Session.Run("Get-DockerVolume | Backup-DockerVolume -Path $folder/new/backups -Force | Test-DockerVolumeBackup").Of<VolumeBackupTest>().Select(test => test.Valid));
    }

    [Fact]
    public void Several_volumes_never_become_the_same_file()
    {
        Data();
        Engine.AddVolume("more");

        var result = Session.Run("Get-DockerVolume | Backup-DockerVolume -Path $folder/one.tar -Force");

        result.Failed("ConflictingParameters");
        Assert.Equal("data", Assert.Single(result.Of<VolumeBackup>()).Volume);
    }

    [Fact]
    public void Several_volumes_never_become_the_same_stream()
    {
        Data();
        Engine.AddVolume("more");

        var result = Session.Run("Get-DockerVolume | Backup-DockerVolume -AsByteStream -ErrorVariable failed -ErrorAction SilentlyContinue | Test-DockerVolumeBackup; $failed");

        Assert.Equal("data", Assert.Single(result.Of<VolumeBackupTest>()).Volume);
        Assert.Equal("ConflictingParameters,DockerNet.Cmdlets.BackupDockerVolumeCommand", Assert.Single(result.Of<System.Management.Automation.ErrorRecord>()).FullyQualifiedErrorId);
    }

    [Fact]
    public void What_the_engine_does_not_take_is_told_of_the_volume_in_its_own_words()
    {
        Data();
        Engine.Fail("PUT", "/containers/*/archive", Fault.Status(404, "link /volume/a /volume/b: no such file or directory"));

        var error = Session.Run("Backup-DockerVolume data $folder/data.tar | Restore-DockerVolume -Name new").Failed("VolumeNotFilled");

        Assert.Equal("new", error.TargetObject);
        Assert.Contains("no such file", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public void A_file_that_is_there_is_overwritten_only_by_force()
    {
        Data();
        var file = Path.Combine(_folder.FullName, "data.tar");
        File.WriteAllText(file, "precious");

        Session.Run("Backup-DockerVolume data $folder/data.tar").Failed("FileExists");
        Assert.Equal("precious", File.ReadAllText(file));

        Session.Run("Backup-DockerVolume data $folder/data.tar -Force").Succeeded();
        Assert.True(Session.Run("Test-DockerVolumeBackup $folder/data.tar -Quiet").Single<bool>());
    }

    [Fact]
    public void Only_its_owner_may_read_a_backup()
    {
        Data();

        Session.Run("Backup-DockerVolume data $folder/data.tar").Succeeded();

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(Path.Combine(_folder.FullName, "data.tar")) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
    }

    [Fact]
    public void What_if_writes_nothing()
    {
        Data();
        Session.Run("Backup-DockerVolume data $folder/data.tar").Succeeded();

        Session.Run("Backup-DockerVolume data $folder/sub/other.tar -WhatIf; Restore-DockerVolume $folder/data.tar -Name again -WhatIf").Succeeded();

        Assert.Equal(["data.tar"], _folder.GetFileSystemInfos().Select(file => file.Name));
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public void Bytes_flow_down_the_pipeline_and_into_another_volume()
    {
        Data();

        Session.Run("Backup-DockerVolume data -AsByteStream -Compression Gzip | Restore-DockerVolume -Name again").Succeeded();

        Assert.Equal("content", Engine.Volume("again").Files.ReadText("/file"));
        Assert.Empty(Directory.GetFiles(Path.GetTempPath(), "dockernet-*.*"));
        AssertNoTrace();
    }

    [Fact]
    public void Writers_are_paused_while_it_is_read_and_go_on_afterwards_and_readers_never_stop()
    {
        Data();
        Session.Run("New-Container nginx -Name writer -Volume data:/d -Start; New-Container nginx -Name reader -Volume data:/d:ro -Start; New-Container nginx -Name still -Volume data:/d").Succeeded();
        var during = new List<string>();
        Engine.Fail("GET", "/containers/*/archive", Fault.Before(() => during.AddRange(Engine.Containers.Select(container => $"{container.Name} {container.Status}"))));

        Session.Run("Backup-DockerVolume data $folder/data.tar -Pause").Succeeded();

        Assert.Contains("writer paused", during);
        Assert.Contains("reader running", during);
        Assert.Equal(("running", "running"), (Engine.Container("writer").Status, Engine.Container("reader").Status));
    }

    [Fact]
    public void A_container_that_could_not_go_on_does_with_the_next_command()
    {
        Data();
        Session.Run("New-Container nginx -Name writer -Volume data:/d -Start").Succeeded();
        Engine.Fail("POST", "/containers/*/unpause", Fault.Status(500, "no")).Always();

        Session.Run("Backup-DockerVolume data $folder/data.tar -Pause").Failed("EngineFault");
        Assert.Equal("paused", Engine.Container("writer").Status);
        Engine.ClearFaults();
        Session.Run("Get-DockerVolume").Succeeded();

        Assert.Equal("running", Engine.Container("writer").Status);
        Assert.Single(Engine.Containers);
    }

    [Fact]
    public void Containers_that_a_killed_client_paused_go_on_with_the_next_command()
    {
        Data();
        Session.Run("New-Container nginx -Name writer -Volume data:/d -Start | Suspend-Container").Succeeded();
        var own = HelperOwner.Begin();
        own.End();
        var owner = own with { Process = int.MaxValue };
        Session.Run($"New-Container busybox -Name dockernet-helper-1 -Volume data:/volume -Label @{{ 'dockernet.helper' = '{owner}'; 'dockernet.paused' = '{Engine.Container("writer").Id}' }}").Succeeded();

        Session.Run("Get-DockerVolume").Succeeded();

        Assert.Equal("running", Engine.Container("writer").Status);
        Assert.DoesNotContain(Engine.Containers, container => container.Name.StartsWith("dockernet-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("flip", "SHA-256")]
    [InlineData("cut", "cut off")]
    [InlineData("empty", "cut off")]
    [InlineData("text", "no tar archive")]
    [InlineData("zeros", "holds nothing")]
    [InlineData("twice", "something follows its end")]
    [InlineData("newer", "version 9")]
    public void What_is_not_whole_is_refused_before_anything_changes(string damage, string why)
    {
        Data();
        Session.Run("Backup-DockerVolume data $folder/data.tar").Succeeded();
        var file = Path.Combine(_folder.FullName, "data.tar");
        var bytes = File.ReadAllBytes(file);
        var at = bytes.AsSpan().IndexOf("content"u8);
        switch (damage)
        {
            case "flip":
                bytes[at] ^= 1;
                break;
            case "cut":
                bytes = bytes[..(at + 512)];
                break;
            case "empty":
                bytes = [];
                break;
            case "zeros":
                bytes = new byte[bytes.Length];
                break;
            case "twice":
                bytes = [.. bytes, .. bytes];
                break;
            case "text":
                bytes = Encoding.ASCII.GetBytes(new string('x', 4096));
                break;
            default:
                bytes = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("\"version\": 1", "\"version\": 9", StringComparison.Ordinal));
                break;
        }

        File.WriteAllBytes(file, bytes);
        Engine.ClearRequests();

        var error = Session.Run("Restore-DockerVolume $folder/data.tar -Name data -Force").Failed("BackupInvalid");
        var test = Session.Run("Test-DockerVolumeBackup $folder/data.tar").Single<VolumeBackupTest>();

        Assert.Contains(why, error.ToString(), StringComparison.Ordinal);
        Assert.False(test.Valid);
        Assert.Contains(why, test.Reason, StringComparison.Ordinal);
        Assert.False(Session.Run("Test-DockerVolumeBackup $folder/data.tar -Quiet").Single<bool>());
        Assert.DoesNotContain(Engine.Requests, request => request.Method is not "GET");
        Assert.Equal("content", Engine.Volume("data").Files.ReadText("/file"));
    }

    [Theory]
    [InlineData(BackupCompression.Gzip)]
    [InlineData(BackupCompression.Zstd)]
    public void Damage_anywhere_in_a_compressed_backup_is_noticed(BackupCompression compression)
    {
        Engine.AddVolume("data").Files.WriteText("/file", string.Concat(Enumerable.Range(0, 4000)));
        Session.Run($"Backup-DockerVolume data $folder/data.x -Compression {compression}").Succeeded();
        var file = Path.Combine(_folder.FullName, "data.x");
        var whole = File.ReadAllBytes(file);

        for (var at = 20; at < whole.Length; at += whole.Length / 40)
        {
            var bytes = whole.ToArray();
            // All its bits: in the last byte of deflate some mean nothing, and nobody notices those.
            bytes[at] ^= 0xFF;
            File.WriteAllBytes(file, bytes);
            Assert.False(Session.Run("Test-DockerVolumeBackup $folder/data.x -Quiet").Single<bool>(), $"byte {at} of {whole.Length}");
        }
    }

    [Fact]
    public void A_volume_that_is_there_is_replaced_only_by_force_and_then_whole()
    {
        Data();
        Session.Run("New-Container nginx -Name web -Volume data:/d").Succeeded();
        Session.Run("Backup-DockerVolume data $folder/data.tar").Succeeded();
        var files = Engine.Volume("data").Files;
        files.WriteText("/file", "changed").WriteText("/new", "new").Remove("/folder");

        Session.Run("Restore-DockerVolume $folder/data.tar").Failed("VolumeExists");
        Assert.Equal("changed", files.ReadText("/file"));

        Assert.Equal("data", Session.Run("Restore-DockerVolume $folder/data.tar -Force").Single<Volume>().Name);
        Assert.Equal(("content", "other", null), (files.ReadText("/file"), files.ReadText("/folder/other"), files.ReadText("/new")));
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public void The_content_is_not_changed_under_a_running_container()
    {
        Data();
        Session.Run("Backup-DockerVolume data $folder/data.tar; New-Container nginx -Name web -Volume data:/d -Start").Succeeded();

        var error = Session.Run("Restore-DockerVolume $folder/data.tar -Force").Failed("VolumeInUse");

        Assert.Contains("web", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_killed_client_left_half_replaced_gets_its_old_content_back()
    {
        var own = HelperOwner.Begin();
        own.End();
        var owner = (own with { Process = int.MaxValue }).ToString();
        Engine.AddVolume("data").Files.WriteText("/half", "new");
        Engine.AddVolume($"dockernet-kept-{own.Id}", new Dictionary<string, string> { ["dockernet.helper"] = owner, ["dockernet.keeps"] = "data" }).Files.WriteText("/old", "0");
        Engine.AddVolume($"dockernet-replaces-{own.Id}", new Dictionary<string, string> { ["dockernet.helper"] = owner, ["dockernet.replaces-content"] = "data" });

        Session.Run("Get-DockerVolume data").Succeeded();

        Assert.Equal(("0", null), (Engine.Volume("data").Files.ReadText("/old"), Engine.Volume("data").Files.ReadText("/half")));
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
        AssertNoTrace();
    }

    [Theory]
    [InlineData("data/", "data/file", "data/folder/other")]
    [InlineData("./", "./file", "./folder/other")]
    [InlineData("var/lib/x/", "var/lib/x/file", "var/lib/x/folder/other")]
    [InlineData("file", "folder/", "folder/other")]
    public void An_archive_of_another_tool_restores_too(params string[] names)
    {
        var path = Path.Combine(_folder.FullName, "plain.tar.gz");
        using (var file = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        using (var writer = new TarWriter(file, TarEntryFormat.Gnu))
        {
            foreach (var name in names)
            {
                writer.WriteEntry(name.EndsWith('/')
                    ? new GnuTarEntry(TarEntryType.Directory, name)
                    : new GnuTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.ASCII.GetBytes(name)) });
            }
        }

        Session.Run("Restore-DockerVolume $folder/plain.tar.gz").Failed("MissingName");
        Session.Run("Restore-DockerVolume $folder/plain.tar.gz -Name data").Succeeded();

        var files = Engine.Volume("data").Files;
        Assert.EndsWith("file", files.ReadText("/file"), StringComparison.Ordinal);
        Assert.EndsWith("other", files.ReadText("/folder/other"), StringComparison.Ordinal);
        Assert.Equal(["/", "/file", "/folder", "/folder/other"], files.Paths);
    }

    [Fact]
    public void Long_names_and_links_of_another_tool_s_archive_stay()
    {
        var name = string.Concat(Enumerable.Repeat("long/", 60)) + "name";
        using (var writer = new TarWriter(File.Create(Path.Combine(_folder.FullName, "plain.tar")), TarEntryFormat.Gnu))
        {
            writer.WriteEntry(new GnuTarEntry(TarEntryType.Directory, "d/"));
            writer.WriteEntry(new GnuTarEntry(TarEntryType.RegularFile, $"d/{name}") { DataStream = new MemoryStream("1"u8.ToArray()) });
            writer.WriteEntry(new GnuTarEntry(TarEntryType.HardLink, "d/hard") { LinkName = $"d/{name}" });
            writer.WriteEntry(new GnuTarEntry(TarEntryType.SymbolicLink, "d/soft") { LinkName = $"{name}x" });
        }

        Session.Run("Restore-DockerVolume $folder/plain.tar -Name data").Succeeded();

        var files = Engine.Volume("data").Files;
        Assert.Equal(("1", "1", $"{name}x"), (files.ReadText($"/{name}"), files.ReadText("/hard"), files.Find("/soft")!.LinkTarget));
    }

    [Theory]
    [InlineData("d/../../x", "")]
    [InlineData("/etc/x", "")]
    [InlineData("d/hard", "../x")]
    [InlineData("d/hard", "/etc/x")]
    [InlineData("d/link/x", "")]
    public void An_entry_that_leads_out_is_refused(string name, string link)
    {
        using (var writer = new TarWriter(File.Create(Path.Combine(_folder.FullName, "plain.tar")), TarEntryFormat.Pax))
        {
            writer.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "d/"));
            writer.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "d/link") { LinkName = "/etc" });
            writer.WriteEntry(link.Length > 0 ? new PaxTarEntry(TarEntryType.HardLink, name) { LinkName = link } : new PaxTarEntry(TarEntryType.RegularFile, name));
        }

        Session.Run("Restore-DockerVolume $folder/plain.tar -Name data").Failed("BackupInvalid");

        Assert.Empty(Engine.Volumes);
    }

    [Fact]
    public void Two_backups_never_become_the_same_volume()
    {
        Data();
        Engine.AddVolume("more");
        Session.Run("Get-DockerVolume | Backup-DockerVolume -Path $folder").Succeeded();

        var result = Session.Run("\"$folder/data.tar.zst\", \"$folder/more.tar.zst\" | Restore-DockerVolume -Name again -Force");

        result.Failed("VolumeExists");
        Assert.Equal("again", Assert.Single(result.Of<Volume>()).Name);
    }

    private static List<(string Name, byte[] Content)> Entries(string path)
    {
        using var reader = new TarReader(File.OpenRead(path));
        var entries = new List<(string, byte[])>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            entries.Add((entry.Name, content.ToArray()));
        }

        return entries;
    }

    private FakeFileTree Data() => Engine.AddVolume("data").Files.WriteText("/file", "content").WriteText("/folder/other", "other");

    private void AssertNoTrace()
    {
        Assert.DoesNotContain(Engine.Containers, container => container.Name.StartsWith("dockernet-", StringComparison.Ordinal));
        Assert.DoesNotContain(Engine.Images, image => image.Tags.Count == 0 || image.Tags[0].StartsWith("dockernet-", StringComparison.Ordinal));
    }
}
