using System.Diagnostics;
using DockerNet.Engine;
using DockerNet.Engine.Transport;
using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>The connection's own patience, shortened: the rest is tested through cmdlets.</summary>
public sealed class EngineConnectionTests : IDisposable
{
    private readonly TimeSpan _before = EngineDialer.ConnectTimeout;

    public EngineConnectionTests() => EngineDialer.ConnectTimeout = TimeSpan.FromMilliseconds(300);

    public void Dispose() => EngineDialer.ConnectTimeout = _before;

    [Fact]
    public async Task An_engine_that_accepts_and_never_answers_is_given_up()
    {
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Fail("GET", "/version", Fault.Hang());

        var started = Stopwatch.GetTimestamp();
        var failure = await Assert.ThrowsAsync<DockerNetException>(() => DockerEngine.ConnectAsync(engine.Address, CancellationToken.None));

        Assert.Equal("EngineTimeout", failure.ErrorId);
        Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_wait_for_a_connection_can_be_cancelled()
    {
        EngineDialer.ConnectTimeout = TimeSpan.FromSeconds(30);
        await using var engine = await FakeDockerEngine.StartAsync();
        engine.Fail("GET", "/version", Fault.Hang());
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => DockerEngine.ConnectAsync(engine.Address, stop.Token));
    }
}
