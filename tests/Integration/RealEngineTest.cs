namespace DockerNet.Integration;

/// <summary>A test against the real engine: a session, and a name of its own for what it makes, all of which is removed at its end.</summary>
[Collection(RealEngineCollection.Name)]
public abstract class RealEngineTest : IDisposable
{
    protected RealEngineTest(RealEngine engine)
    {
        Engine = engine;
        Session = new();
        Prefix = $"t{Guid.NewGuid():N}"[..8];
        Session.Set("p", Prefix);
    }

    protected RealEngine Engine { get; }

    protected ModuleSession Session { get; }

    /// <summary>What the names of all that the test makes begin with; <c>$p</c> in its scripts.</summary>
    protected string Prefix { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Session.Run("Get-Container \"$p*\" | Remove-Container -Force -Volume; Remove-DockerNetwork \"$p*\" -Force");
            Session.Dispose();
        }
    }
}
