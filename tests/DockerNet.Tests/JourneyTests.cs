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
