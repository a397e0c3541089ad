using System.Text.Json.Nodes;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>What Podman's Docker-compatible API says otherwise than Docker Engine does; seen with Podman 4.3.</summary>
public sealed class PodmanTests : FakeEngineTest
{
    protected override FakeEngineOptions Options => new() { Images = ["busybox"], ApiVersion = "1.41" };

    [Fact]
    public void A_wait_for_the_removal_does_not_tell_the_exit_code()
    {
        Engine.Fail("POST", "/containers/*/wait", Fault.Body("application/json", """{"StatusCode":0,"Error":null}""")).When(request => request.Query["condition"] == "removed").Always();

        Session.Run("Invoke-Container busybox \"sh -c 'exit 3'\"").Failed("ContainerCommandFailed");

        Assert.Equal(3, Session.Get("LASTEXITCODE"));
    }

    [Fact]
    public void A_change_may_be_answered_in_plain_text()
    {
        Session.Run("$null = New-DockerNetwork one, two").Succeeded();
        Engine.Respond("POST", "/networks/*/connect", "OK", contentType: "text/plain");

        Session.Run("New-Container busybox -Name web -Network one, two").Single<Container>();

        Assert.Single(Engine.RequestsTo("POST", "/networks/*/connect"));
    }

    [Fact]
    public void An_answer_that_is_asked_for_is_no_plain_text()
    {
        Engine.Respond("GET", "/networks", "OK", contentType: "text/plain");

        Session.Run("Get-DockerNetwork").Failed("StreamBroken");
    }

    [Fact]
    public void A_network_is_known_by_its_name_where_the_list_of_containers_has_no_id()
    {
        Session.Run("$null = New-DockerNetwork shop");
        var web = Engine.AddContainer("web", networks: "shop");
        Engine.Respond("GET", "/containers/json", new JsonArray(new JsonObject
        {
            ["Id"] = web.Id,
            ["Names"] = new JsonArray("/web"),
            ["State"] = "running",
            ["Ports"] = new JsonArray(new JsonObject { ["IP"] = "", ["PrivatePort"] = 80, ["PublicPort"] = 8080, ["Type"] = "tcp" }),
            ["NetworkSettings"] = new JsonObject { ["Networks"] = new JsonObject { ["shop"] = new JsonObject { ["NetworkID"] = "shop" } } },
        }));

        Assert.Equal("0.0.0.0:8080->80/tcp", Assert.Single(Session.Run("Get-Container web").Single<Container>().Ports).ToString());
        Session.Run("Disconnect-Container shop web").Succeeded();

        Assert.Empty(web.Endpoints);
    }

    [Fact]
    public void Limits_are_spelt_as_they_are_taken()
    {
        var limits = new JsonArray(new JsonObject { ["Name"] = "RLIMIT_NOFILE", ["Soft"] = 1024, ["Hard"] = 2048 });
        Engine.AddContainer("web", "busybox", true, new JsonObject { ["HostConfig"] = new JsonObject { ["Ulimits"] = limits } });

        Assert.Contains("--ulimit nofile=1024:2048", Session.Run("Get-Container web | ConvertTo-DockerCommand").Single<string>(), StringComparison.Ordinal);
        Assert.Equal("nofile=1024:2048", Assert.Single(Session.Run("New-ContainerConfig -FromContainer web").Single<ContainerConfig>().Ulimits).ToString());
    }

    [Theory]
    [InlineData("Add-PortMapping 8080:80 web")]
    [InlineData("Mount-DockerVolume data:/data web")]
    [InlineData("Get-Container web | Update-Container -Image busybox")]
    public void A_container_that_could_lose_something_is_not_replaced(string script)
    {
        RespondAsPodman();
        Engine.AddContainer("web");

        Assert.Contains("Podman", Session.Run($"{script} -Confirm:$false").Failed("NotSupportedByEngine").ToString(), StringComparison.Ordinal);

        Assert.Empty(Changes());
    }

    [Theory]
    [InlineData("Copy-DockerVolume data copy")]
    [InlineData("Rename-DockerVolume data renamed -Force -Confirm:$false")]
    [InlineData("Backup-DockerVolume data $file")]
    [InlineData("Restore-DockerVolume $backup -Name restored")]
    [InlineData("Restore-DockerVolume $backup -Name data -Force -Confirm:$false")]
    public async Task What_would_lose_the_files_of_a_volume_is_refused_before_anything_is_done(string script)
    {
        var folder = Directory.CreateTempSubdirectory("dockernet-");
        await using var docker = await FakeDockerEngine.StartAsync();
        try
        {
            Session.Set("file", Path.Combine(folder.FullName, "new.tar"));
            Session.Set("backup", Path.Combine(folder.FullName, "old.tar"));
            Session.Run("$null = New-DockerVolume data -Engine $args[0]; $null = Backup-DockerVolume data $backup -Engine $args[0]", docker.Address).Succeeded();
            RespondAsPodman();
            Engine.AddVolume("data");
            Engine.AddContainer("web", "nginx", true, new JsonObject { ["HostConfig"] = new JsonObject { ["Binds"] = new JsonArray("data:/data") } });

            Assert.Contains("Podman", Session.Run(script).Failed("NotSupportedByEngine").ToString(), StringComparison.Ordinal);

            Assert.True(Engine.Container("web").IsRunning);
            Assert.Equal(["data"], Engine.Volumes.Select(volume => volume.Name));
            Assert.Equal(["web"], Engine.Containers.Select(container => container.Name));
            Assert.Equal(["old.tar"], folder.EnumerateFiles().Select(left => left.Name));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_empty_image_of_a_volume_s_helper_is_known_by_its_id()
    {
        Session.Run("$null = New-DockerVolume data; Get-DockerVolumeItem data").Succeeded();

        var image = Assert.Single(Engine.RequestsTo("POST", "/containers/create")).Body!.Value.GetProperty("Image").GetString();
        Assert.StartsWith("sha256:", image, StringComparison.Ordinal);
        Assert.Contains(Engine.RequestsTo("DELETE", "/images/*"), request => request.Path.EndsWith(image!, StringComparison.Ordinal));
    }

    private void RespondAsPodman() =>
        Engine.Respond("GET", "/version", """{"Version":"4.3.1","ApiVersion":"1.41","MinAPIVersion":"1.24","Components":[{"Name":"Podman Engine","Version":"4.3.1"}]}""");
}
