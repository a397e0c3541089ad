using System.Management.Automation;

namespace DockerNet;

/// <summary>An engine: its address (<c>unix://</c>, <c>tcp://</c>, <c>npipe://</c>, <c>ssh://</c>, a socket's path), the name of a
/// Docker context, or any object of one.</summary>
public sealed class EngineRef : ResourceRef
{
    /// <summary>From a word.</summary>
    public EngineRef(string text)
        : base(text, text)
    {
    }

    /// <summary>From an engine.</summary>
    public EngineRef(EngineInfo engine)
        : base(engine.Engine, engine.Engine)
    {
    }

    /// <summary>From an object that carries its engine.</summary>
    public EngineRef(PSObject value)
        : base(value, "Engine", "Endpoint")
    {
    }
}
