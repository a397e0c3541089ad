using System.Management.Automation;

namespace DockerNet.Tests;

/// <summary>What Get- cmdlets emit goes to a CSV file and comes back to the cmdlets that take it. In the bare engine there is no
/// Export-Csv: what it does with an object is done here; the Pester suites have the real one.</summary>
public sealed class CsvTests : FakeEngineTest
{
    public static TheoryData<string> Things => ["Container", "DockerImage", "DockerNetwork", "DockerNode", "DockerService", "PortMapping"];

    [Theory]
    [MemberData(nameof(Things))]
    public void What_was_read_from_a_CSV_file_is_removed(string noun)
    {
        Engine.AddNetwork("mine");
        var configuration = new System.Text.Json.Nodes.JsonObject { ["HostConfig"] = new System.Text.Json.Nodes.JsonObject { ["PublishAllPorts"] = false } };
        Engine.AddContainer("web", "nginx", running: true, configuration, "mine");
        Session.Run("Initialize-DockerSwarm 10.0.0.1; New-DockerService nginx -Name site -NoResolveImage; Add-PortMapping 8080:80 web -Confirm:$false").Succeeded();
        var there = Session.Run($"Get-{noun}").Succeeded().Output;
        Assert.NotEmpty(there);
        Engine.ClearRequests();
        Session.Set("rows", there.Select(item => AsCsvRow(item)).ToArray());
        // By the file alone: no default engine helps.
        var asked = Session.Run($"$PSDefaultParameterValues.Clear(); $rows | {(noun is "PortMapping" ? "Remove-PortMapping" : $"Remove-{noun}")} -WhatIf");

        Assert.Empty(asked.Errors.Where(error => error.FullyQualifiedErrorId.Split(',')[0] is not "NetworkPredefined"));
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
