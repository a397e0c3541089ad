using System.Diagnostics;
using System.Management.Automation;

namespace DockerNet.Tests;

public sealed class EventTests : FakeEngineTest
{
    [Fact]
    public void What_happened_is_told_with_name_and_time()
    {
        Engine.AddContainer("web");

        var started = Assert.Single(Session.Run("Get-DockerEvent -Type container -Action start").Succeeded().Of<DockerEvent>());

        Assert.Equal(("container", "start", "web", Engine.Container("web").Id), (started.Type, started.Action, started.Name, started.Id));
        Assert.InRange(started.Time, DateTime.Now.AddMinutes(-1), DateTime.Now);
        Assert.Equal(Engine.Address, started.Engine);
    }

    [Fact]
    public void Conditions_reach_the_engine()
    {
        Session.Run("Get-DockerEvent -Type network, volume -Container web -Network n -Volume v -Image i -Label @{ a = 'b' } -Until 10").Succeeded();

        Assert.Equal(
            """{"type":["network","volume"],"container":["web"],"network":["n"],"volume":["v"],"image":["i"],"label":["a=b"]}""",
            Assert.Single(Engine.RequestsTo("GET", "/events")).Query["filters"]);
    }

    [Fact]
    public async Task Following_gives_what_happens_until_Ctrl_C()
    {
        using var shell = Session.Start("Get-DockerEvent -Follow");
        var output = new PSDataCollection<PSObject>();
        var running = Task.Run(() => shell.Invoke(null, output));
        await Engine.WaitForRequestAsync("GET", "/events");
        // (what happens between a request's coming and its being listened for is not told)
        for (var tries = 0; output.Count == 0 && tries < 100; tries++)
        {
            Engine.Raise("volume", "create", "v");
            await Task.Run(() => SpinWait.SpinUntil(() => output.Count > 0, TimeSpan.FromMilliseconds(200)));
        }

        var started = Stopwatch.GetTimestamp();
        await Task.Run(shell.Stop);

        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
        await running;
        Assert.NotEmpty(output);
        Assert.All(output, happened => Assert.Equal("create", ((DockerEvent)happened.BaseObject).Action));
        Assert.Empty(shell.Streams.Error);
        await Engine.WaitForQuietAsync(TimeSpan.FromSeconds(5));
    }
}
