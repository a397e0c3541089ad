namespace DockerNet.Integration;

/// <summary>All tests against the real engine share it, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class RealEngineCollection : ICollectionFixture<RealEngine>
{
    public const string Name = "Real engine";
}
