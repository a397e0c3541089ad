namespace DockerNet.Engine;

/// <summary>A replacement that was broken off.</summary>
public sealed class UnfinishedReplacement
{
    internal UnfinishedReplacement(ReplacementGroup group, IReadOnlyList<string> containers, bool isComplete, string engine)
    {
        Group = group;
        Containers = containers;
        IsComplete = isComplete;
        Engine = engine;
    }

    /// <summary>The names of the containers that were to be replaced.</summary>
    public IReadOnlyList<string> Containers { get; }

    /// <summary>Whether only the originals are left to be removed.</summary>
    public bool IsComplete { get; }

    /// <summary>Whether there is no way back.</summary>
    public bool IsPastReturn => Group.PastReturn;

    /// <summary>The engine that keeps them.</summary>
    public string Engine { get; }

    internal ReplacementGroup Group { get; }
}
