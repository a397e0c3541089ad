using System.Management.Automation;

namespace DockerNet.Tests;

/// <summary>What Get- cmdlets emit goes to a CSV file, or through a job, and comes back to the cmdlets that take it. In the bare engine
/// there is no Export-Csv: what it does with an object is done here; the Pester suites have the real one.</summary>
public sealed class JourneyTests : FakeEngineTest
{
    public static TheoryData<string> Things => ["Container", "DockerImage", "DockerNetwork", "DockerNode", "DockerService", "DockerVolume", "PortMapping"];

    [Theory]
    [MemberData(nameof(Things))]
    public void What_was_read_from_a_CSV_file_is_removed(string noun) => RemovedAfter(noun, AsCsvRow);

    [Theory]
    [MemberData(nameof(Things))]
    public void What_came_from_a_job_is_removed(string noun) => RemovedAfter(noun, AsFromJob);

    [Theory]
    [InlineData("Get-Container web", "Stop-Container")]
    [InlineData("Get-Container web", "Connect-Container spare")]
    [InlineData("Get-Container web", "Get-ContainerNetwork")]
    [InlineData("Get-ContainerNetwork web", "Disconnect-Container")]
    [InlineData("Get-ContainerNetwork web", "Get-DockerNetwork")]
    [InlineData("Get-PortMapping web", "Stop-Container")]
    [InlineData("Get-DockerEngine", "Get-Container")]
    public void What_came_from_a_job_is_worked_on_by_its_own_engine(string get, string work)
    {
        Engine.AddNetwork("mine");
        Engine.AddNetwork("spare");
        Engine.AddContainer("web", "nginx", running: false, "mine");
        Session.Run("Add-PortMapping 8080:80 web; Start-Container web").Succeeded();
        var objects = Session.Run(get).Succeeded().Output;
        Assert.NotEmpty(objects);
        Session.Set("objects", objects.Select(item => AsFromJob(item)).ToArray());
        Session.Run("$PSDefaultParameterValues.Clear()").Succeeded();

        Assert.NotEmpty(Session.Run($"$objects | {work}{(work.StartsWith("Disc", StringComparison.Ordinal) ? " -PassThru" : "")}").Succeeded().Output);
    }

    [Fact]
    public void A_configuration_that_came_from_a_job_makes_the_same_container()
    {
        Engine.AddContainer("db", "busybox", running: true);
        Session.Run("""
            $config = New-ContainerConfig busybox -Command sleep, '10 0' -Entrypoint sh, -c -Environment @{ A = '1,2'; B = 'x=y' } -Label @{ a = 'b, c' } -HealthCommand 'test -e /x' `
                -HealthInterval 5s -HealthRetries 3 -Memory 64m -Cpus 1.5 -Ulimit nofile=1:2 -Sysctl @{ 'net.core.somaxconn' = 9 } -Device /dev/null:/dev/zero:r -Gpus device=0 -RestartPolicy on-failure:3 `
                -StopTimeout 3 -Init -LogDriver local -LogOption @{ 'max-size' = '1m' } -Network 'name=bridge,driver-opt=a=b' -Link db:store -Port 8080-8081:80-81, 127.0.0.1::53/udp -Expose 99 `
                -Volume pages:/pages:ro -Mount 'type=volume,source=data,target=/data,volume-nocopy', 'type=tmpfs,target=/memory,tmpfs-size=1m' -Tmpfs /tmp:size=1m -VolumesFrom db
            $again = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($config, 1))
            """).Succeeded();
        Assert.Contains("Deserialized.DockerNet.ContainerConfig", ((PSObject)Session.Get("again")!).TypeNames);

        Assert.Equal(Created("$config | New-Container"), Created("$again | New-Container"));
        Assert.Equal(Created("$config | Add-PortMapping 9090:90 | New-Container"), Created("$again | Add-PortMapping 9090:90 | New-Container"));
    }

    [Fact]
    public void The_configuration_of_a_container_that_came_from_a_job_loses_nothing_that_DockerNet_has_no_word_for()
    {
        Engine.AddContainer("web", "nginx", running: true);
        Session.Run("""
            $config = New-ContainerConfig -FromContainer web -Name web2
            $again = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($config, 1))
            """).Succeeded();

        Assert.Equal(Created("$config | New-Container"), Created("$again | New-Container"));
    }

    /// <summary>The body that a container is created with, which is removed again.</summary>
    private string Created(string script)
    {
        Engine.ClearRequests();
        Session.Run($"{script} | Remove-Container -Force").Succeeded();
        return Assert.Single(Engine.RequestsTo("POST", "/containers/create")).Body.ToString()!;
    }

    private void RemovedAfter(string noun, Func<PSObject, PSObject> journey)
    {
        Engine.AddNetwork("mine");
        Engine.AddVolume("data");
        Engine.AddContainer("web", "nginx", running: true, "mine");
        Session.Run("Initialize-DockerSwarm 10.0.0.1; New-DockerService nginx -Name site -NoResolveImage; Add-PortMapping 8080:80 web -Confirm:$false").Succeeded();
        var there = Session.Run($"Get-{noun}").Succeeded().Output;
        Assert.NotEmpty(there);
        Engine.ClearRequests();
        Session.Set("rows", there.Select(journey).ToArray());

        // By the objects alone: no default engine helps.
        var asked = Session.Run($"$PSDefaultParameterValues.Clear(); $rows | Remove-{noun} -WhatIf");

        Assert.All(asked.Errors, error => Assert.StartsWith("NetworkPredefined,", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.NotEmpty(Engine.Requests);
        Assert.Empty(Changes());
    }

    [Fact]
    public void Every_pair_of_Get_and_Remove_is_tried()
    {
        var names = Session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>().Select(cmdlet => cmdlet.Name).ToHashSet();

        Assert.Equal(
            names.Where(name => name.StartsWith("Remove-", StringComparison.Ordinal)).Select(name => name["Remove-".Length..]).Where(noun => names.Contains($"Get-{noun}")).Order(StringComparer.Ordinal),
            ((IEnumerable<object[]>)Things).Select(row => (string)row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_mappings_of_a_container_are_removed_at_once()
    {
        Engine.AddContainer("web", "nginx", running: false);
        Session.Run("Add-PortMapping 8080:80, 127.0.0.1:8443:443 web; Start-Container web").Succeeded();
        Assert.Equal(["8080:80", "8080:80", "127.0.0.1:8443:443"], Session.Run("Get-PortMapping web").Of<PortBinding>().OrderBy(binding => binding.ContainerPort).Select(binding => binding.Port));
        Engine.ClearRequests();

        Session.Run("Get-PortMapping web | Remove-PortMapping -Confirm:$false").Succeeded();

        Assert.Empty(Session.Run("Get-PortMapping web").Output);
        Assert.Single(Engine.RequestsTo("POST", "/containers/create"));
    }

    /// <summary>What a job and a remote session make of it: one level of properties, what is deeper is text.</summary>
    internal static PSObject AsFromJob(PSObject item) => (PSObject)PSSerializer.Deserialize(PSSerializer.Serialize(item, depth: 1));

    /// <summary>What Import-Csv makes of what Export-Csv writes: all properties, as text.</summary>
    internal static PSObject AsCsvRow(PSObject item)
    {
        var row = new PSObject();
        foreach (var property in (IEnumerable<PSPropertyInfo>)item.Properties)
        {
            row.Properties.Add(new PSNoteProperty(property.Name, property.Value?.ToString() ?? ""));
        }

        return row;
    }
}
