namespace DockerNet.Integration;

/// <summary>What is in a volume is the same in a copy and in what is restored from a backup: names, types, modes, owners, times, links, content.</summary>
public sealed class VolumeBackupTests : RealEngineTest
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-backup-");

    public VolumeBackupTests(RealEngine engine)
        : base(engine) =>
        Session.Set("to", _folder.FullName);

    [VolumeFolderTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Whatever_a_volume_holds_comes_back_identical(int seed)
    {
        var volume = Session.Run("New-DockerVolume -Name \"$p-data\"").Single<Volume>();
        FileTree.Make(volume.Mountpoint, seed);
        var expected = FileTree.Read(volume.Mountpoint);

        foreach (var way in new[]
        {
            "Backup-DockerVolume \"$p-data\" $to/b -Compression None; Restore-DockerVolume $to/b/*.tar -Name \"$p-tar\"",
            "Backup-DockerVolume \"$p-data\" $to/b -Compression Gzip; Restore-DockerVolume $to/b/*.gz -Name \"$p-gzip\"",
            "Backup-DockerVolume \"$p-data\" $to/b -Compression Zstd; Restore-DockerVolume $to/b/*.zst -Name \"$p-zstd\"",
            "Backup-DockerVolume \"$p-data\" -AsByteStream | Restore-DockerVolume -Name \"$p-stream\"",
            "Copy-DockerVolume \"$p-data\" \"$p-copy\"",
            "Rename-DockerVolume \"$p-data\" \"$p-renamed\"",
        })
        {
            var made = Assert.Single(Session.Run(way).Succeeded().Of<Volume>());
            Assert.NotEqual(volume.Mountpoint, made.Mountpoint);
            Assert.Equal(expected, FileTree.Read(made.Mountpoint));
        }
    }

    [VolumeFolderTheory]
    [InlineData(5)]
    public void The_archive_of_the_well_known_recipe_restores_identical(int seed)
    {
        var volume = Session.Run("New-DockerVolume -Name \"$p-data\"").Single<Volume>();
        FileTree.Make(volume.Mountpoint, seed);
        var expected = FileTree.Read(volume.Mountpoint);
        Session.Run("Invoke-Container busybox 'tar cf /to/b.tar /data' -Volume \"${p}-data:/data\", \"${to}:/to\" 2>$null").Succeeded();

        var restored = Session.Run("Restore-DockerVolume $to/b.tar -Name \"$p-new\"").Single<Volume>();

        Assert.Equal(expected, FileTree.Read(restored.Mountpoint));
    }

    [VolumeFolderTheory]
    [InlineData(6)]
    public void In_place_the_old_content_goes_though_a_stopped_container_mentions_the_volume(int seed)
    {
        var volume = Session.Run("New-DockerVolume -Name \"$p-data\"").Single<Volume>();
        FileTree.Make(volume.Mountpoint, seed);
        var expected = FileTree.Read(volume.Mountpoint);
        Session.Run("Backup-DockerVolume \"$p-data\" $to/b.tar.zst; New-Container busybox 'find /data' -Name \"$p-user\" -Volume \"${p}-data:/data\"").Succeeded();
        FileTree.Bash(volume.Mountpoint, "find . -mindepth 1 -delete; chmod 700 .; echo other > other");

        var restored = Session.Run("Restore-DockerVolume $to/b.tar.zst -Force").Single<Volume>();

        Assert.Equal(expected, FileTree.Read(restored.Mountpoint));
        Assert.Equal($"{Prefix}-user", Assert.Single(restored.Users).Container);
        var found = string.Join('\n', Session.Run("Start-Container \"$p-user\" | Wait-Container; Get-ContainerLog \"$p-user\"").Succeeded().Of<LogLine>().Select(line => line.Text));
        Assert.Contains("/data/", found, StringComparison.Ordinal);
        Assert.DoesNotContain("/data/other", found, StringComparison.Ordinal);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Session.Run("Get-Container \"$p*\" | Remove-Container -Force; Get-DockerVolume \"$p*\" | Remove-DockerVolume");
            _folder.Delete(recursive: true);
        }

        base.Dispose(disposing);
    }
}
