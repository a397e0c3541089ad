using DockerNet.FakeEngine;

namespace DockerNet.Tests;

/// <summary>A test of cmdlets against a fake engine of its own: <c>$e</c> in its scripts, and what -Engine defaults to.</summary>
public abstract class FakeEngineTest : IAsyncLifetime
{
    protected FakeDockerEngine Engine { get; private set; } = null!;

    protected ModuleSession Session { get; } = new();

    protected virtual FakeEngineOptions Options => new();

    public async Task InitializeAsync()
    {
        Engine = await FakeDockerEngine.StartAsync(Options);
        Session.Set("e", Engine.Address);
        Session.Run("$PSDefaultParameterValues['*:Engine'] = $e").Succeeded();
    }

    public async Task DisposeAsync()
    {
        Session.Dispose();
        await Engine.DisposeAsync();
    }

    /// <summary>The requests that change something, as <c>POST /path</c>.</summary>
    protected IReadOnlyList<string> Changes() =>
        [.. Engine.Requests.Where(request => request.Method is not "GET" and not "HEAD").Select(request => $"{request.Method} {request.Path}")];
}
