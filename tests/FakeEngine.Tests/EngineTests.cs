namespace DockerNet.FakeEngine.Tests;

/// <summary>Tests with an engine and a client of their own.</summary>
public abstract class EngineTests(params string[] images) : IAsyncLifetime
{
    private protected FakeDockerEngine Engine { get; private set; } = null!;

    private protected EngineClient Client { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Engine = await FakeDockerEngine.StartAsync(new FakeEngineOptions { Images = images });
        Client = new EngineClient(Engine);
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        await Engine.DisposeAsync();
    }
}
