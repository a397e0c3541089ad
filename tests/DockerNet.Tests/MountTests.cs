namespace DockerNet.Tests;

public sealed class MountTests
{
    /// <summary>text, type, source, target, read-only, printed (null: as given)</summary>
    public static TheoryData<string, MountType, string?, string, bool, string?> Accepted => new()
    {
        // -v
        { "/data", MountType.Volume, null, "/data", false, null },
        { "my_volume:/data", MountType.Volume, "my_volume", "/data", false, null },
        { "my_volume:/data:ro", MountType.Volume, "my_volume", "/data", true, null },
        { "my_volume:/data:rw", MountType.Volume, "my_volume", "/data", false, "my_volume:/data" },
        { "my_volume:/data:ro,z,nocopy", MountType.Volume, "my_volume", "/data", true, null },
        { "/data1:/usr/local/apache2/htdocs", MountType.Bind, "/data1", "/usr/local/apache2/htdocs", false, null },
        { "/www/conf/nginx.conf:/etc/nginx/nginx.conf:ro", MountType.Bind, "/www/conf/nginx.conf", "/etc/nginx/nginx.conf", true, null },
        { "./site:/data", MountType.Bind, "./site", "/data", false, null },
        { "~/site:/data:Z,rshared,cached", MountType.Bind, "~/site", "/data", false, null },
        { "..:/data:rslave", MountType.Bind, "..", "/data", false, null },
        { @"C:\data:/data", MountType.Bind, @"C:\data", "/data", false, null },
        { "c:/data:/data:ro", MountType.Bind, "c:/data", "/data", true, null },
        { @"C:\data:D:\data", MountType.Bind, @"C:\data", @"D:\data", false, null },
        { @"C:\data:D:\data:ro", MountType.Bind, @"C:\data", @"D:\data", true, null },
        { @"D:\data", MountType.Volume, null, @"D:\data", false, null },
        { @"\\server\share:/data", MountType.Bind, @"\\server\share", "/data", false, null },
        { @"\\.\pipe\docker:\\.\pipe\docker", MountType.Npipe, @"\\.\pipe\docker", @"\\.\pipe\docker", false, null },
        { @"Temp:\site:/data", MountType.Bind, @"Temp:\site", "/data", false, null },
        { "Temp:/site:/data:ro", MountType.Bind, "Temp:/site", "/data", true, null },
        // --mount
        { "type=volume,source=data,target=/data", MountType.Volume, "data", "/data", false, "data:/data" },
        { "source=data,target=/data", MountType.Volume, "data", "/data", false, "data:/data" },
        { "src=data,dst=/data,ro", MountType.Volume, "data", "/data", true, "data:/data:ro" },
        { "target=/data", MountType.Volume, null, "/data", false, "/data" },
        { "destination=/data,readonly=true", MountType.Volume, null, "/data", true, "type=volume,target=/data,readonly" },
        { "readonly=0,source=data,target=/data", MountType.Volume, "data", "/data", false, "data:/data" },
        { "readonly,source=data,target=/data", MountType.Volume, "data", "/data", true, "data:/data:ro" },
        { "TYPE=Volume,Source=data,Target=/data,volume-nocopy", MountType.Volume, "data", "/data", false, "data:/data:nocopy" },
        { "type=volume,source=data,target=/data,volume-subpath=a/b", MountType.Volume, "data", "/data", false, null },
        { "type=volume,source=nfs,target=/data,volume-label=a=1,volume-label=b=,volume-driver=local,volume-opt=type=nfs,\"volume-opt=o=addr=10.0.0.1,rw\"", MountType.Volume, "nfs", "/data", false, null },
        { "type=bind,source=/data1,target=/data", MountType.Bind, "/data1", "/data", false, null },
        { "type=bind,source=./site,target=/data", MountType.Bind, "./site", "/data", false, null },
        { "type=bind,source=/data1,target=/data,readonly,bind-propagation=rprivate,bind-recursive=readonly", MountType.Bind, "/data1", "/data", true, null },
        { "type=bind,source=/data1,target=/data,readonly,bind-recursive=writable", MountType.Bind, "/data1", "/data", true, null },
        { "type=bind,source=/data1,target=/data,bind-nonrecursive", MountType.Bind, "/data1", "/data", false, "type=bind,source=/data1,target=/data,bind-recursive=disabled" },
        { "type=bind,source=/data1,target=/data,bind-create-src=true", MountType.Bind, "/data1", "/data", false, "/data1:/data" },
        { "type=bind,source=/a:b,target=/data,bind-create-src", MountType.Bind, "/a:b", "/data", false, "type=bind,source=/a:b,target=/data,bind-create-src=true" },
        { "type=bind,\"source=/a,b\",target=/data", MountType.Bind, "/a,b", "/data", false, null },
        { "type=bind,source=/data1,target=/data,consistency=cached", MountType.Bind, "/data1", "/data", false, null },
        { "type=tmpfs,target=/run", MountType.Tmpfs, null, "/run", false, null },
        { "type=tmpfs,target=/run,tmpfs-size=64m,tmpfs-mode=1770", MountType.Tmpfs, null, "/run", false, null },
        { "type=tmpfs,target=/run,tmpfs-size=67108864,tmpfs-mode=01770", MountType.Tmpfs, null, "/run", false, "type=tmpfs,target=/run,tmpfs-size=64m,tmpfs-mode=1770" },
        { "type=tmpfs,target=/run,tmpfs-size=1000", MountType.Tmpfs, null, "/run", false, null },
        { "type=image,source=nginx:latest,target=/image", MountType.Image, "nginx:latest", "/image", false, null },
        { "type=image,source=nginx,target=/image,image-subpath=etc", MountType.Image, "nginx", "/image", false, null },
        { "type=cluster,source=shared,target=/data", MountType.Cluster, "shared", "/data", false, null },
    };

    [Theory]
    [MemberData(nameof(Accepted))]
    public void Every_form_of_a_mount_is_read_and_prints_a_form_that_reads_back_to_the_same(string text, MountType type, string? source, string target, bool readOnly, string? printed)
    {
        var mount = new Mount(text);

        Assert.Equal((type, source, target, readOnly), (mount.Type, mount.Source, mount.Target, mount.ReadOnly));
        Assert.Equal(printed ?? text, mount.ToString());
        Assert.Equal(mount, new Mount(mount.ToString()));
        Assert.Equal(mount.GetHashCode(), new Mount(mount.ToString()).GetHashCode());
    }

    [Fact]
    public void The_options_of_the_short_form_are_read()
    {
        var mount = new Mount("/data1:/data:ro,Z,rslave,delegated");

        Assert.Equal(("Z", "rslave", "delegated", true), (mount.SELinuxLabel, mount.Propagation, mount.Consistency, mount.CreateSource));
        Assert.True(new Mount("data:/data:nocopy").NoCopy);
    }

    [Fact]
    public void The_fields_of_the_long_form_are_read()
    {
        var volume = new Mount("type=volume,source=nfs,target=/data,volume-subpath=a,volume-label=a=1,volume-label=b,volume-driver=local,volume-opt=type=nfs,\"volume-opt=o=addr=10.0.0.1,rw\"");
        var memory = new Mount("type=tmpfs,target=/run,tmpfs-size=1.5g,tmpfs-mode=1777");

        Assert.Equal("a", volume.Subpath);
        Assert.Equal("local", volume.VolumeDriver);
        Assert.Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "" }, volume.VolumeLabels);
        Assert.Equal(new Dictionary<string, string> { ["type"] = "nfs", ["o"] = "addr=10.0.0.1,rw" }, volume.VolumeOptions);
        Assert.Equal((1536L * 1024 * 1024, 1023), (memory.TmpfsSize, memory.TmpfsMode));
        Assert.Equal(BindRecursion.Disabled, new Mount("type=bind,source=/a,target=/b,bind-recursive=disabled").Recursion);
    }

    [Fact]
    public void A_folder_is_made_by_the_short_form_and_asked_for_by_the_long_one()
    {
        Assert.True(new Mount("/data1:/data").CreateSource);
        Assert.False(new Mount("type=bind,source=/data1,target=/data").CreateSource);
        Assert.Null(new Mount("type=bind,source=/data1,target=/data").ShortForm);
    }

    [Theory]
    [InlineData("", "invalid empty volume spec")]
    [InlineData(":/x", "empty section between colons")]
    [InlineData("data::/x", "empty section between colons")]
    [InlineData("data:/x:", "empty section between colons")]
    [InlineData("data:/x:ro:z", "too many colons")]
    [InlineData("data:/x:yes", "invalid mode: yes")]
    [InlineData("data:/x:ro,rw", "invalid mode: ro,rw")]
    [InlineData("data:/x:z,Z", "exclude each other")]
    [InlineData("data:/x:rshared", "cannot mix 'bind-*' options with mount type 'volume'")]
    [InlineData("/a:/x:nocopy", "cannot mix 'volume-*' options with mount type 'bind'")]
    [InlineData("data:/", "destination can't be '/'")]
    [InlineData("data:x", "mount path must be absolute")]
    [InlineData("/foo:ro", "mount path must be absolute")]
    [InlineData("data", "mount path must be absolute")]
    [InlineData("data/sub:/x", "no name of a volume")]
    [InlineData("type=bind,source=/a", "target is required")]
    [InlineData("type=,target=/a", "type is required")]
    [InlineData("type=disk,target=/a", "invalid value for type: disk")]
    [InlineData("type=1,target=/a", "invalid value for type: 1")]
    [InlineData("type=bind,target=/a", "source is required")]
    [InlineData("type=tmpfs,source=a,target=/a", "a tmpfs has no source")]
    [InlineData("foo=1,target=/a", "unexpected key 'foo'")]
    [InlineData("type=volume,data,target=/a", "'data'")]
    [InlineData("type=volume,source,target=/a", "must be a key=value pair")]
    [InlineData("target=/a,,readonly", "must be a key=value pair")]
    [InlineData("target=/a,readonly=maybe", "invalid value for readonly: maybe")]
    [InlineData("target=/a,\"readonly", "a quote is not closed")]
    [InlineData("type=tmpfs,target=/a,tmpfs-size=zz", "invalid value for tmpfs-size: zz")]
    [InlineData("type=tmpfs,target=/a,tmpfs-size=-1", "invalid value for tmpfs-size: -1")]
    [InlineData("type=tmpfs,target=/a,tmpfs-mode=9", "invalid value for tmpfs-mode: 9")]
    [InlineData("type=tmpfs,target=/a,tmpfs-mode=77777", "invalid value for tmpfs-mode: 77777")]
    [InlineData("type=bind,source=/a,target=/b,volume-nocopy=true", "cannot mix 'volume-*' options with mount type 'bind'")]
    [InlineData("type=bind,source=/a,target=/b,volume-subpath=c", "cannot mix 'volume-*' options with mount type 'bind'")]
    [InlineData("type=volume,source=a,target=/b,image-subpath=c", "cannot mix 'image-*' options with mount type 'volume'")]
    [InlineData("type=volume,target=/b,bind-propagation=shared", "cannot mix 'bind-*' options with mount type 'volume'")]
    [InlineData("type=volume,target=/b,tmpfs-size=1m", "cannot mix 'tmpfs-*' options with mount type 'volume'")]
    [InlineData("type=bind,source=/a,target=/b,bind-propagation=up", "invalid value for bind-propagation: up")]
    [InlineData("type=bind,source=/a,target=/b,bind-recursive=no", "invalid value for bind-recursive: no")]
    [InlineData("type=bind,source=/a,target=/b,bind-recursive=writable", "requires 'readonly'")]
    [InlineData("type=bind,source=/a,target=/b,readonly,bind-recursive=readonly", "requires 'bind-propagation=rprivate'")]
    [InlineData("target=/a,consistency=strong", "invalid value for consistency: strong")]
    public void What_cannot_be_mounted_is_told_in_the_CLI_s_words(string text, string words)
    {
        var error = Assert.Throws<DockerNetException>(() => new Mount(text));

        Assert.Equal("InvalidMount", error.ErrorId);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Recommendation);
    }

    [Theory]
    [InlineData("'data:/data:ro'", "data:/data:ro")]
    [InlineData("@{ Source = 'data'; Target = '/data'; ReadOnly = $true }", "data:/data:ro")]
    [InlineData("@{ Type = 'bind'; Source = '/a'; Target = '/b'; CreateSource = $true; SELinuxLabel = 'z' }", "/a:/b:z")]
    [InlineData("@{ Type = 'tmpfs'; Target = '/run'; TmpfsSize = 64MB; TmpfsMode = 1777 }", "type=tmpfs,target=/run,tmpfs-size=64m,tmpfs-mode=1777")]
    [InlineData("@{ Source = 'nfs'; Target = '/data'; VolumeOptions = @{ o = 'addr=10.0.0.1,rw' }; 'volume-label' = 'a=1' }", "type=volume,source=nfs,target=/data,volume-label=a=1,\"volume-opt=o=addr=10.0.0.1,rw\"")]
    [InlineData("@{ Type = 'Image'; Source = 'nginx'; Target = '/i'; Subpath = 'etc' }", "type=image,source=nginx,target=/i,image-subpath=etc")]
    public void PowerShell_makes_mounts_of_text_and_hashtables(string given, string printed)
    {
        using var session = new ModuleSession();

        Assert.Equal(printed, Assert.Single(session.Run($"[DockerNet.Mount[]] $mounts = {given}; $mounts[0].ToString()").Succeeded().Output).ToString());
    }

    [Theory]
    [InlineData("volume", "data", "/var/lib/docker/volumes/data/_data", "z", "", "data:/data:ro,z")]
    [InlineData("bind", null, "/a", "", "rprivate", "type=bind,source=/a,target=/data,readonly,bind-propagation=rprivate")]
    [InlineData("bind", null, "/a", "ro,Z", "rprivate", "/a:/data:ro,Z,rprivate")]
    [InlineData("tmpfs", null, "", "", "", "type=tmpfs,target=/data,readonly")]
    public void What_a_container_has_mounted_can_be_mounted_again(string type, string? volume, string source, string mode, string propagation, string printed)
    {
        var mounted = new ContainerMount { Type = type, Volume = volume, Source = source, Destination = "/data", Mode = mode, Propagation = propagation, ReadOnly = true };

        Assert.Equal(printed, new Mount(mounted).ToString());
    }

    [Theory]
    [InlineData("0", 0, "0")]
    [InlineData("1000", 1000, "1000")]
    [InlineData("1024", 1024, "1k")]
    [InlineData("64m", 64L << 20, "64m")]
    [InlineData("64 MB", 64L << 20, "64m")]
    [InlineData("1.5GiB", 3L << 29, "1536m")]
    [InlineData("2t", 2L << 40, "2t")]
    public void Sizes_are_read_and_written_in_units_of_1024(string text, long bytes, string printed)
    {
        Assert.True(ByteSize.TryParse(text, out var size));
        Assert.Equal(bytes, size);
        Assert.Equal(printed, ByteSize.ToText(size));
    }

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-1")]
    [InlineData("64x")]
    [InlineData("99999999p")]
    public void What_is_no_size_is_refused(string text) => Assert.False(ByteSize.TryParse(text, out _));
}
