namespace DockerNet.Integration;

/// <summary>What an <see cref="EngineProxy"/> does with the call that it was told to fail.</summary>
public enum ProxyFault
{
    /// <summary>It answers 500; the engine hears nothing of the call.</summary>
    Refused,

    /// <summary>The connection breaks; the engine hears nothing of the call.</summary>
    Dropped,

    /// <summary>The engine does it, then the connection breaks.</summary>
    DroppedAfterEffect,

    /// <summary>The engine does it, and no answer comes.</summary>
    HangsAfterEffect,

    /// <summary>From this call on nothing reaches the engine: what a killed client leaves.</summary>
    Dead,

    /// <summary>The engine does it, and nothing reaches it any more.</summary>
    DeadAfterEffect,
}
