namespace DockerNet.Tests;

public sealed class VolumeMountTests : FakeEngineTest
{
    [Theory]
    [InlineData("Mount-DockerVolume site:/srv", "site:/srv")]
    [InlineData("Mount-DockerVolume site:/srv:ro, /cache", "site:/srv:ro /cache")]
    [InlineData("Mount-DockerVolume 'type=tmpfs,target=/run'", "type=tmpfs,target=/run")]
    [InlineData("Mount-DockerVolume @{ Source = 'site'; Target = '/srv'; NoCopy = $true }", "site:/srv:nocopy")]
    [InlineData("Mount-DockerVolume -Volume site -Target /srv -ReadOnly", "site:/srv:ro")]
    [InlineData("Mount-DockerVolume -Volume (New-DockerVolume site) -Target /srv -Subpath a", "type=volume,source=site,target=/srv,volume-subpath=a")]
    public void A_configuration_gets_further_mounts(string mount, string mounts)
    {
        Assert.Equal(mounts, string.Join(' ', Session.Run($"New-ContainerConfig nginx | {mount}").Single<ContainerConfig>().Mounts));
    }

    [Fact]
    public void A_path_that_is_taken_is_an_error_unless_the_new_mount_is_to_replace_the_old_one()
    {
        Assert.Contains("old:/srv", Session.Run("New-ContainerConfig nginx -Volume old:/srv | Mount-DockerVolume new:/srv/").Failed("MountExists").ToString(), StringComparison.Ordinal);
        Session.Run("New-ContainerConfig nginx -Tmpfs /srv | Mount-DockerVolume new:/srv").Failed("MountExists");

        var config = Session.Run("New-ContainerConfig nginx -Volume old:/srv, other:/o -Tmpfs /run | Mount-DockerVolume new:/srv, run:/run -Force").Single<ContainerConfig>();
        Assert.Equal("other:/o new:/srv run:/run", string.Join(' ', config.Mounts));
        Assert.Empty(config.Tmpfs);
    }

    [Fact]
    public void A_folder_that_is_missing_is_not_mounted_unless_it_is_to_be_made()
    {
        Session.Run("New-ContainerConfig nginx | Mount-DockerVolume /no/such/folder:/x").Failed("PathNotFound");

        Assert.True(Assert.Single(Session.Run("New-ContainerConfig nginx | Mount-DockerVolume /no/such/folder:/x -CreateSource").Single<ContainerConfig>().Mounts).CreateSource);
    }

    [Theory]
    [InlineData("/srv", "data:/data /cache")]
    [InlineData("/srv/", "data:/data /cache")]
    [InlineData("data", "site:/srv /cache")]
    [InlineData("/cache, data", "site:/srv")]
    [InlineData("/run", "site:/srv data:/data /cache")]
    public void A_configuration_loses_mounts_by_path_or_volume(string mount, string left)
    {
        var config = Session.Run($"New-ContainerConfig nginx -Volume site:/srv, data:/data, /cache -Tmpfs /run | Dismount-DockerVolume {mount}").Single<ContainerConfig>();

        Assert.Equal(left, string.Join(' ', config.Mounts));
    }

    [Fact]
    public void What_is_not_mounted_is_told_and_where_it_may_come_from()
    {
        Session.Run("New-ContainerConfig nginx | Dismount-DockerVolume /srv").Failed("MountNotFound");

        Assert.Contains("from db cannot", Session.Run("New-ContainerConfig nginx -VolumesFrom db | Dismount-DockerVolume /srv").Failed("MountNotFound").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_container_that_exists_gets_a_mount_and_keeps_all_it_had()
    {
        var before = Session.Run("New-Container nginx -Name web -Volume old:/o, /anonymous -Label @{ a = 1 } -Start").Single<Container>();
        var anonymous = before.Mounts.Single(mount => mount.Destination == "/anonymous").Volume;

        var after = Session.Run("Mount-DockerVolume site:/srv web -Confirm:$false").Single<Container>();

        Assert.NotEqual(before.Id, after.Id);
        Assert.Equal(("web", ContainerState.Running, "1"), (after.Name, after.State, after.Labels["a"]));
        Assert.Equal([$"{anonymous}:/anonymous", "old:/o", "site:/srv"], after.Mounts.Select(mount => mount.ToString()).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void A_container_that_exists_loses_a_mount_and_the_volume_stays()
    {
        Session.Run("New-Container nginx -Name web -Volume site:/srv, old:/o").Succeeded();

        var after = Session.Run("Get-ContainerMount web /srv | Dismount-DockerVolume -Confirm:$false").Single<Container>();

        Assert.Equal(["old:/o"], after.Mounts.Select(mount => mount.ToString()));
        Assert.Contains(Engine.Volumes, volume => volume.Name == "site");
    }

    [Theory]
    [InlineData("Mount-DockerVolume other:/srv web -Confirm:$false", "MountExists")]
    [InlineData("Dismount-DockerVolume /none web -Confirm:$false", "MountNotFound")]
    [InlineData("Mount-DockerVolume other:/x none -Confirm:$false", "ContainerNotFound")]
    public void What_cannot_be_changed_of_a_container_leaves_it_as_it_is(string script, string errorId)
    {
        var id = Session.Run("New-Container nginx -Name web -Volume site:/srv").Single<Container>().Id;

        Session.Run(script).Failed(errorId);

        Assert.Equal(id, Assert.Single(Engine.Containers).Id);
    }

    [Theory]
    [InlineData("Get-ContainerMount", "/data /ram /srv /srv")]
    [InlineData("Get-ContainerMount web", "/data /ram /srv")]
    [InlineData("Get-ContainerMount web /data/", "/data")]
    [InlineData("Get-ContainerMount web /d*, /r*", "/data /ram")]
    [InlineData("Get-ContainerMount -Volume si*", "/srv /srv")]
    [InlineData("Get-ContainerMount web -MountType Tmpfs", "/ram")]
    [InlineData("Get-Container db | Get-ContainerMount", "/srv")]
    public void Mounts_of_containers_are_chosen_by_path_volume_and_type(string script, string destinations)
    {
        Session.Run("New-Container nginx -Name web -Volume site:/srv, data:/data:ro -Tmpfs /ram:size=1m; New-Container nginx -Name db -Volume site:/srv").Succeeded();

        Assert.Equal(destinations, string.Join(' ', Session.Run(script).Succeeded().Of<ContainerMount>().Select(mount => mount.Destination).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Mounts_tell_whether_the_container_may_write()
    {
        Session.Run("New-Container nginx -Name web -Volume site:/srv, data:/data:ro").Succeeded();

        Assert.Equal([true, false], Session.Run("Get-ContainerMount web").Succeeded().Of<ContainerMount>().Select(mount => mount.ReadOnly));
    }
}
