using System.Globalization;
using System.Text;

namespace DockerNet.Integration;

public sealed class VolumeTests(RealEngine engine) : RealEngineTest(engine)
{
    /// <summary>All that a copy has to keep of the files below /v: kinds, modes, owners, times, links and content.</summary>
    private const string Fingerprint = """
        cd /v
        find . ! -type d -print0 | sort -z | xargs -0 -n 50 stat -c '%n|%f|%u|%g|%s|%Y|%h|%N|%t:%T'
        find . -type d -print0 | sort -z | xargs -0 -n 50 stat -c '%n|%f|%u|%g|%Y'
        find . -type f -print0 | sort -z | xargs -0 -n 50 md5sum
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_copy_is_the_same_to_the_last_mode_owner_time_and_link(int seed)
    {
        Fill(RandomTree(seed));

        Session.Run("Copy-DockerVolume \"$p-data\" \"$p-copy\"").Succeeded();

        Assert.Equal(Print("data"), Print("copy"));
        AssertNoHelpers();
    }

    [Fact]
    public void A_renamed_volume_is_the_same_under_another_name()
    {
        Fill(RandomTree(4));
        var before = Print("data");

        Session.Run("Rename-DockerVolume \"$p-data\" \"$p-new\"").Succeeded();

        Assert.Equal(before, Print("new"));
        Assert.Equal([$"{Prefix}-new"], Session.Run("Get-DockerVolume \"$p*\"").Of<Volume>().Select(volume => volume.Name));
        AssertNoHelpers();
    }

    [Fact]
    public void With_Force_the_containers_of_a_renamed_volume_go_along_and_run_again()
    {
        Session.Run("""
            $null = New-Container busybox sh, -c, 'trap "echo end >> /v/file; exit" TERM; while :; do sleep 0.1; done' -Name "$p-a" -Volume "${p}-data:/v" -Start
            $null = New-Container busybox sh -Name "$p-b" -VolumesFrom "$p-a:ro" -Interactive -Start
            """).Succeeded();

        var renamed = Session.Run("Rename-DockerVolume \"$p-data\" \"$p-new\" -Force").Single<Volume>();

        Assert.Equal([$"{Prefix}-a:/v", $"{Prefix}-b:/v:ro"], renamed.Users.Select(user => user.ToString()));
        Assert.All(renamed.Users, user => Assert.Equal(ContainerState.Running, user.State));
        // What the container wrote when it was stopped is not lost.
        Assert.Equal("end", Assert.Single(Session.Run("Invoke-ContainerCommand \"$p-b\" cat, /v/file").Succeeded().Output).ToString());
        Session.Run("Get-DockerVolume \"$p-data\"").Failed("VolumeNotFound");
        AssertNoHelpers();
    }

    [Fact]
    public void Files_go_in_and_come_out_of_a_volume_that_no_container_mounts()
    {
        var folder = Directory.CreateTempSubdirectory("dockernet-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "site", "sub"));
            File.WriteAllText(Path.Combine(folder.FullName, "site", "index.html"), "ni hao");
            File.WriteAllText(Path.Combine(folder.FullName, "site", "sub", "a b"), new string('x', 300_000));
            Session.Run("$null = New-DockerVolume \"$p-data\"; Copy-DockerVolumeItem $args[0] \"${p}-data:/\" -Recurse", Path.Combine(folder.FullName, "site")).Succeeded();

            Assert.Equal(
                ["/site/index.html", "/site/sub", "/site/sub/a b"],
                Session.Run("Get-DockerVolumeItem \"$p-data\" /site -Recurse").Succeeded().Of<VolumeItem>().Select(item => item.Path).Order(StringComparer.Ordinal));

            Session.Run("Copy-DockerVolumeItem \"${p}-data:/site/.\" $args[0] -Recurse", Path.Combine(folder.FullName, "out")).Succeeded();
            Assert.Equal("ni hao", File.ReadAllText(Path.Combine(folder.FullName, "out", "index.html")));
            Assert.Equal(300_000, new FileInfo(Path.Combine(folder.FullName, "out", "sub", "a b")).Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        AssertNoHelpers();
    }

    [Fact]
    public void A_link_in_a_volume_is_followed_within_the_volume_and_never_out_of_it()
    {
        Fill("mkdir sub; echo one > sub/a; ln -s sub in; ln -s /etc out; ln -s ../../etc up");
        var folder = Directory.CreateTempSubdirectory("dockernet-");
        try
        {
            Session.Run("Copy-DockerVolumeItem \"${p}-data:/in\" $args[0] -Recurse -FollowLink", folder.FullName).Succeeded();
            Assert.Equal("one\n", File.ReadAllText(Path.Combine(folder.FullName, "in", "a")));

            Session.Run("Copy-DockerVolumeItem \"${p}-data:/out\" $args[0] -Recurse -FollowLink", folder.FullName).Failed("CopyConflict");
            Session.Run("Copy-DockerVolumeItem \"${p}-data:/up\" $args[0] -Recurse -FollowLink", folder.FullName).Failed("CopyConflict");
            // It would go with the helper that mounts the volume.
            Session.Run("Copy-DockerVolumeItem $args[0] \"${p}-data:/up/a\"", Path.Combine(folder.FullName, "in", "a")).Failed("CopyConflict");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_running_container_gets_a_mount_and_loses_it_and_keeps_all_it_wrote()
    {
        Session.Run("""
            $null = New-Container busybox sh -Name "$p-a" -Volume "${p}-old:/old", /anonymous -Interactive -Start
            Invoke-ContainerCommand "$p-a" sh, -c, 'echo 1 > /old/file; echo 2 > /anonymous/file; echo 3 > /file'
            """).Succeeded();

        Session.Run("$null = Mount-DockerVolume \"${p}-new:/new\" \"$p-a\" -Confirm:$false; Invoke-ContainerCommand \"$p-a\" sh, -c, 'echo 4 > /new/file'").Succeeded();
        Assert.Equal("1 2 3 4", Files("/old/file /anonymous/file /file /new/file"));

        Session.Run("$null = Dismount-DockerVolume /new \"$p-a\" -Confirm:$false").Succeeded();
        Assert.Equal("1 2 3", Files("/old/file /anonymous/file /file"));
        Assert.Equal("yes", Assert.Single(Session.Run("Invoke-ContainerCommand \"$p-a\" sh, -c, 'test -e /new/file || echo yes'").Output).ToString());
        Assert.Empty(Session.Run("Get-DockerVolume \"$p-new\"").Single<Volume>().Users);

        string Files(string paths) => string.Join(' ', Session.Run($"Invoke-ContainerCommand \"$p-a\" sh, -c, 'cat {paths}'").Succeeded().Output);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Session.Run("Get-Container \"$p*\" | Remove-Container -Force -Volume; Remove-DockerVolume \"$p*\"");
        }

        base.Dispose(disposing);
    }

    /// <summary>A script that makes files of all kinds at random, with names that are hard to write.</summary>
    private static string RandomTree(int seed)
    {
        var random = new Random(seed);
        string[] names = ["a", "with blank", "-dash", "*", "äöü", "数据", ".hidden", ".wh.whiteout", "back\\slash", "quo'te", "new\nline", "tab\t", new string('n', 255), "#", "~", "$x", "..."];
        var script = new StringBuilder("umask 0\n");
        var folders = new List<string> { "." };
        var files = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            var path = $"{folders[random.Next(folders.Count)]}/{i} {names[random.Next(names.Length)]}";
            if (Encoding.UTF8.GetByteCount(path[(path.LastIndexOf('/') + 1)..]) > 255)
            {
                path = path[..^4];
            }

            var quoted = Quote(path);
            switch (random.Next(8))
            {
                case 0 or 1:
                    script.Append(CultureInfo.InvariantCulture, $"mkdir {quoted}\n");
                    folders.Add(path);
                    break;
                case 2:
                    script.Append(CultureInfo.InvariantCulture, $": > {quoted}\n");
                    files.Add(path);
                    break;
                case 3 when files.Count > 0:
                    script.Append(CultureInfo.InvariantCulture, $"ln {Quote(files[random.Next(files.Count)])} {quoted}\n");
                    continue;
                case 4:
                    script.Append(CultureInfo.InvariantCulture, $"ln -s {Quote($"../{names[random.Next(names.Length)]}")} {quoted}\nchown -h {random.Next(70000)}:{random.Next(70000)} {quoted}\n");
                    continue;
                case 5:
                    script.Append(CultureInfo.InvariantCulture, $"mkfifo {quoted}\n");
                    break;
                case 6:
                    // A hole of some megabytes.
                    script.Append(CultureInfo.InvariantCulture, $"echo end | dd of={quoted} bs=1M seek={random.Next(1, 9)} 2>/dev/null\n");
                    files.Add(path);
                    break;
                default:
                    script.Append(CultureInfo.InvariantCulture, $"head -c {random.Next(1, 3_000_000)} /dev/urandom > {quoted}\n");
                    files.Add(path);
                    break;
            }

            script.Append(CultureInfo.InvariantCulture, $"chown {random.Next(70000)}:{random.Next(70000)} {quoted}\nchmod {Convert.ToString(random.Next(4096), 8)} {quoted}\n");
        }

        script.Append(CultureInfo.InvariantCulture, $"find . -exec touch -h -d '@{random.Next(1, 2_000_000_000)}' {{}} +\nchown 999:998 .\nchmod 1750 .\n");
        return script.ToString();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Has a script fill the volume <c>data</c>.</summary>
    private void Fill(string script)
    {
        Session.Set("script", $"set -e; cd /v\n{script}");
        Session.Run("$null = New-DockerVolume \"$p-data\"; Invoke-Container busybox sh, -c, $script -Volume \"${p}-data:/v\" -AutoRemove").Succeeded();
    }

    private string Print(string volume)
    {
        Session.Set("script", Fingerprint);
        var lines = Session.Run($"Invoke-Container busybox sh, -c, $script -Volume \"${{p}}-{volume}:/v:ro\" -AutoRemove").Succeeded().Output;
        Assert.True(lines.Count > 60, $"Only {lines.Count} lines tell of the files of {volume}.");
        return string.Join('\n', lines);
    }

    private void AssertNoHelpers()
    {
        Assert.Empty(Session.Run("Get-Container -Label @{ 'dockernet.helper' = '' }").Succeeded().Output);
        Assert.Empty(Session.Run("Get-DockerImage -Label @{ 'dockernet.helper' = '' }").Succeeded().Output);
    }
}
