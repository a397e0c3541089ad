using System.Management.Automation;

namespace DockerNet;

/// <summary>
/// A failure as a PowerShell user meets it: a stable id, a category, the object asked for, the engine's own words,
/// and what to do next. Cmdlets write <see cref="ErrorRecord"/>; .NET callers catch the exception.
/// </summary>
public sealed class DockerNetException : Exception, IContainsErrorRecord
{
    /// <summary>Creates a failure.</summary>
    /// <param name="errorId">Stable id, the same for the same cause in every release.</param>
    /// <param name="category">PowerShell's category of the cause.</param>
    /// <param name="message">What went wrong, with the engine's own words where it had any.</param>
    /// <param name="target">The object asked for.</param>
    /// <param name="recommendation">What to do next, one sentence.</param>
    /// <param name="innerException">The cause.</param>
    public DockerNetException(
        string errorId,
        ErrorCategory category,
        string message,
        object? target = null,
        string? recommendation = null,
        Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Category = category;
        Target = target;
        Recommendation = recommendation;
    }

    /// <summary>Stable id of the cause, such as <c>NetworkNotFound</c>.</summary>
    public string ErrorId { get; }

    /// <summary>PowerShell's category of the cause.</summary>
    public ErrorCategory Category { get; }

    /// <summary>The object asked for, as the user named it.</summary>
    public object? Target { get; }

    /// <summary>What to do next.</summary>
    public string? Recommendation { get; }

    /// <inheritdoc/>
    public ErrorRecord ErrorRecord
    {
        get
        {
            // Built from a parent exception, as PowerShell asks: a record that holds the exception that holds the record would be a cycle.
            var record = new ErrorRecord(this, ErrorId, Category, Target);
            if (Recommendation is not null)
            {
                record.ErrorDetails = new ErrorDetails(Message) { RecommendedAction = Recommendation };
            }

            return record;
        }
    }

    /// <summary>The same failure, told about another target: the object that the user named rather than the one inside the engine.</summary>
    /// <param name="target">The object asked for.</param>
    /// <returns>A copy with <see cref="Target"/> replaced.</returns>
    public DockerNetException For(object target) => new(ErrorId, Category, Message, target, Recommendation, InnerException);
}
