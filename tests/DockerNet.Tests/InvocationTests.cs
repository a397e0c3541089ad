using System.Management.Automation;
using System.Text.Json.Nodes;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>What holds for whatever each cmdlet does: see <see cref="Invocations"/>.</summary>
public sealed class InvocationTests : FakeEngineTest, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("dockernet-");

    public static TheoryData<string, string> Everything => Table(_ => true);

    public static TheoryData<string, string> Changing => Table(cmdlet => cmdlet.Parameters.ContainsKey("WhatIf"));

    protected override FakeEngineOptions Options => new() { Images = ["nginx", "nginx:2", "busybox", "unused"] };

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_cmdlet_is_tried()
    {
        var untried = Session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>().Select(cmdlet => cmdlet.Name)
            .Where(name => !Invocations.All.ContainsKey(name) && !Invocations.Untried.ContainsKey(name));

        Assert.True(!untried.Any(), $"Invocations.cs tells of no invocation of {string.Join(", ", untried)}.");
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void It_emits_what_its_OutputType_says(string cmdlet, string script)
    {
        Prepare(cmdlet);

        var result = Session.Run(script).Succeeded();

        var declared = Session.Run("(Get-Command $args[0]).OutputType", cmdlet).Of<PSTypeName>().Select(output => output.Type).ToList();
        Assert.Subset(declared.ToHashSet(), result.Output.Select(item => item.BaseObject.GetType()).ToHashSet());
        if (!declared.Contains(typeof(void)) && !Invocations.Silent.ContainsKey(cmdlet))
        {
            Assert.NotEmpty(result.Output);
        }
    }

    [Theory]
    [MemberData(nameof(Changing))]
    public void With_WhatIf_nothing_changes_and_nothing_that_would_be_new_is_emitted(string cmdlet, string script)
    {
        Prepare(cmdlet);
        var files = Files();

        var result = Session.Run($"$WhatIfPreference = $true; {script}").Succeeded();

        Assert.Empty(Changes());
        Assert.Equal(files, Files());
        // A configuration exists nowhere but in the session: it may be changed.
        Assert.All(result.Output, item => Assert.IsType<ContainerConfig>(item.BaseObject));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void A_dead_engine_is_an_error_of_its_own_and_no_exception(string cmdlet, string script)
    {
        Prepare(cmdlet);
        var dead = $"unix://{_folder.FullName}/none.sock";

        // What a configuration becomes is known without an engine.
        var errors = Session.Run($"$PSDefaultParameterValues['*:Engine'] = $args[0]; {script}", dead).Errors;

        Assert.All(errors, error => Assert.IsType<DockerNetException>(error.Exception));
        Assert.Subset(new HashSet<string> { "EngineUnavailable" }, errors.Select(error => error.FullyQualifiedErrorId.Split(',')[0]).ToHashSet());
        Assert.True(errors.Count > 0 || script.Contains("ContainerConfig", StringComparison.Ordinal), $"{script} said nothing.");
    }

    private static TheoryData<string, string> Table(Func<CmdletInfo, bool> which)
    {
        using var session = new ModuleSession();
        var names = session.Run("Get-Command -Module DockerNet").Of<CmdletInfo>().Where(which).Select(cmdlet => cmdlet.Name).ToHashSet();
        var table = new TheoryData<string, string>();
        foreach (var (cmdlet, scripts) in Invocations.All)
        {
            foreach (var script in scripts.Where(_ => names.Contains(cmdlet)))
            {
                table.Add(cmdlet, script);
            }
        }

        return table;
    }

    private IReadOnlyList<string> Files() => [.. _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Select(file => file.FullName).Order(StringComparer.Ordinal)];

    private void Prepare(string cmdlet)
    {
        Engine.AddNetwork("net", "10.5.0.0/16");
        Engine.AddNetwork("spare");
        Engine.AddVolume("data").Files.WriteText("/file", "1");
        Engine.AddVolume("free");
        var web = Engine.AddContainer("web", "nginx", running: true, new JsonObject
        {
            ["ExposedPorts"] = new JsonObject { ["80/tcp"] = new JsonObject() },
            ["HostConfig"] = new JsonObject
            {
                ["PortBindings"] = new JsonObject { ["80/tcp"] = new JsonArray(new JsonObject { ["HostPort"] = "8080" }) },
                ["Binds"] = new JsonArray("data:/data"),
            },
        }, "net");
        web.Log("ready");
        web.Files.WriteText("/etc/hostname", "web\n");
        Engine.AddContainer("old", running: false);
        Engine.AddContainer("ended", running: true).Exit(3);
        Engine.AddContainer("paused").SetStatus("paused");
        Session.Set("folder", _folder.FullName);
        File.WriteAllText(Path.Combine(_folder.FullName, "file.txt"), "text");
        Session.Run("Export-DockerImage busybox $folder/images.tar").Succeeded();
        var noun = cmdlet[(cmdlet.IndexOf('-', StringComparison.Ordinal) + 1)..];
        if (noun is "DockerNode" or "DockerService" or "DockerServiceLog" or "DockerServiceTask" or "DockerSwarm" && !cmdlet.StartsWith("Initialize", StringComparison.Ordinal) && !cmdlet.StartsWith("Join", StringComparison.Ordinal))
        {
            Session.Run("Initialize-DockerSwarm 10.0.0.1; New-DockerService nginx -Name site -NoResolveImage").Succeeded();
            Engine.Respond("DELETE", "/nodes/*", "");
            const string Line = "2026-01-01T00:00:00.000000000Z com.docker.swarm.task.id=t,com.docker.swarm.node.id=n ready\n";
            Engine.Respond("GET", "/services/*/logs", $"\u0001\0\0\0\0\0\0{(char)Line.Length}{Line}", contentType: "application/vnd.docker.multiplexed-stream");
        }

        Engine.ClearRequests();
    }
}
