namespace DockerNet.Tests;

public sealed class VolumeTests : FakeEngineTest
{
    [Fact]
    public void A_volume_is_created_as_it_was_asked_for()
    {
        var volume = Session.Run("New-DockerVolume data -Label @{ a = 1 } -Option @{ type = 'tmpfs'; device = 'tmpfs' }").Single<Volume>();

        Assert.Equal(("data", "local", "1", "tmpfs", false), (volume.Name, volume.Driver, volume.Labels["a"], volume.Options["type"], volume.Anonymous));
        Assert.Equal(["POST /volumes/create"], Changes());
    }

    [Fact]
    public void A_volume_without_a_name_is_anonymous()
    {
        var volume = Session.Run("New-DockerVolume").Single<Volume>();

        Assert.True(volume.Anonymous);
        Assert.Equal(64, volume.Name.Length);
    }

    [Fact]
    public void A_name_that_is_taken_is_an_error_unless_the_one_that_is_there_will_do()
    {
        Session.Run("New-DockerVolume data -Label @{ a = 1 }").Succeeded();

        Assert.Equal("data", Session.Run("New-DockerVolume data").Failed("VolumeExists").TargetObject);
        Assert.Equal("1", Session.Run("New-DockerVolume data -Force").Single<Volume>().Labels["a"]);
    }

    [Fact]
    public void Users_of_a_volume_are_all_containers_that_mount_it_and_how()
    {
        Session.Run("New-Container busybox -Name web4 -Volume data:/x, data:/y:ro; New-Container busybox -Name web5 -VolumesFrom web4:ro; New-DockerVolume free").Succeeded();

        var volumes = Session.Run("Get-DockerVolume").Succeeded().Of<Volume>();

        Assert.Equal(["data", "free"], volumes.Select(volume => volume.Name));
        Assert.Equal(["web4:/x", "web4:/y:ro", "web5:/x:ro", "web5:/y:ro"], volumes[0].Users.Select(user => user.ToString()));
        Assert.Equal(["free"], Session.Run("Get-DockerVolume -Unused").Succeeded().Of<Volume>().Select(volume => volume.Name));
    }

    [Theory]
    [InlineData("Get-DockerVolume D*", "data,dump")]
    [InlineData("Get-DockerVolume data", "data")]
    [InlineData("Get-DockerVolume none*", "")]
    [InlineData("Get-DockerVolume -Label @{ a = '' }", "data,dump")]
    [InlineData("Get-DockerVolume -Label @{ a = 2 }", "dump")]
    [InlineData("Get-DockerVolume -Driver local, other", "data,dump,site")]
    [InlineData("Get-DockerVolume -Driver other", "")]
    [InlineData("'site', 'data' | Get-DockerVolume", "site,data")]
    public void Volumes_are_chosen_by_pattern_driver_and_label(string script, string expected)
    {
        Session.Run("New-DockerVolume data -Label @{ a = 1 }; New-DockerVolume dump -Label @{ a = 2 }; New-DockerVolume site").Succeeded();

        Assert.Equal(expected, string.Join(',', Session.Run(script).Succeeded().Output));
    }

    [Fact]
    public void Sizes_are_asked_for_only_where_they_are_wanted()
    {
        Session.Run("New-DockerVolume data").Succeeded();
        Engine.Volume("data").Files.WriteText("/a", new string('x', 1000));

        Assert.Null(Session.Run("Get-DockerVolume").Single<Volume>().Size);
        Assert.DoesNotContain(Engine.Requests, request => request.Path == "/system/df");
        Assert.Equal(1000, Session.Run("Get-DockerVolume -Size").Single<Volume>().Size);
    }

    [Fact]
    public void Anonymous_volumes_are_told_from_named_ones()
    {
        Session.Run("New-DockerVolume named; $a = New-DockerVolume -Label @{ a = 1 }").Succeeded();

        Assert.Equal(["named"], Session.Run("Get-DockerVolume -Anonymous:$false").Succeeded().Of<Volume>().Select(volume => volume.Name));
        Assert.Equal(64, Session.Run("Get-DockerVolume -Anonymous").Single<Volume>().Name.Length);
    }

    [Fact]
    public void A_volume_that_is_held_is_not_removed_and_its_holders_are_named()
    {
        Session.Run("New-Container busybox -Name web4 -Volume data:/x").Succeeded();

        var error = Session.Run("Remove-DockerVolume data").Failed("VolumeInUse");

        Assert.Equal("data", error.TargetObject);
        Assert.Contains("in use by web4:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Force_removes_stopped_holders_of_a_named_volume_and_leaves_their_other_volumes()
    {
        Session.Run("New-Container busybox -Name web4 -Volume data:/x, /anonymous; Remove-DockerVolume data -Force").Succeeded();

        Assert.Empty(Engine.Containers);
        Assert.True(Assert.Single(Engine.Volumes).IsAnonymous);
    }

    [Fact]
    public void Force_removes_nothing_where_a_holder_runs()
    {
        Session.Run("New-Container busybox -Name stopped -Volume data:/x; New-Container nginx -Name running -Volume data:/x -Start").Succeeded();

        Session.Run("Remove-DockerVolume data -Force").Failed("VolumeInUse");

        Assert.Equal(2, Engine.Containers.Count);
        Assert.Single(Engine.Volumes);
    }

    [Fact]
    public void Force_removes_no_holders_of_volumes_that_only_a_pattern_fits()
    {
        Session.Run("New-Container busybox -Name web4 -Volume data:/x; New-DockerVolume dump").Succeeded();

        Session.Run("Remove-DockerVolume d* -Force").Failed("VolumeInUse");

        Assert.Single(Engine.Containers);
        Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public void The_unused_are_removed_named_and_anonymous_or_only_one_kind()
    {
        Session.Run("New-Container busybox -Name web4 -Volume used:/x; New-DockerVolume named; New-DockerVolume; New-DockerVolume").Succeeded();

        Session.Run("Remove-DockerVolume -Unused -Anonymous").Succeeded();
        Assert.Equal(["named", "used"], Engine.Volumes.Select(volume => volume.Name));
        Session.Run("Remove-DockerVolume -Unused").Succeeded();
        Assert.Equal(["used"], Engine.Volumes.Select(volume => volume.Name));
    }

    [Fact]
    public void What_would_be_freed_is_told_with_sizes_and_nothing_is_removed()
    {
        Session.Run("New-DockerVolume one; New-DockerVolume two").Succeeded();
        Engine.Volume("one").Files.WriteText("/a", new string('x', 2_000_000));

        var (_, told, _) = ShellProcess.Run("-NoProfile", "-Command", $"Import-Module {ModuleSession.Manifest}; Remove-DockerVolume -Unused -WhatIf -Engine {Engine.Address}");

        Assert.Equal(2, Engine.Volumes.Count);
        Assert.Contains("one (2 MB)", told, StringComparison.Ordinal);
        Assert.Contains("Free 2 MB", told, StringComparison.Ordinal);
    }
}
