using System.Management.Automation;

namespace DockerNet;

/// <summary>What the user asked for makes no sense, told before the engine is asked.</summary>
public static class InputError
{
    /// <summary>An argument that cannot be understood or that contradicts another.</summary>
    /// <param name="errorId">Stable id of this mistake.</param>
    /// <param name="message">What is wrong with it.</param>
    /// <param name="target">The argument as given.</param>
    /// <param name="recommendation">What to give instead.</param>
    public static DockerNetException Invalid(string errorId, string message, object? target, string? recommendation = null) => new(
        errorId, ErrorCategory.InvalidArgument, message, target, recommendation);
}
