using System.Management.Automation;

namespace DockerNet.Tests;

/// <summary>What a script wrote.</summary>
public sealed record SessionResult(
    IReadOnlyList<PSObject> Output,
    IReadOnlyList<ErrorRecord> Errors,
    IReadOnlyList<string> Warnings,
    IReadOnlyList<string> Verbose)
{
    /// <summary>The objects of one type that it wrote.</summary>
    public IReadOnlyList<T> Of<T>() => [.. Output.Select(item => item.BaseObject).OfType<T>()];

    /// <summary>The one object that it wrote, without an error.</summary>
    public T Single<T>()
    {
        Succeeded();
        return Assert.IsType<T>(Assert.Single(Output).BaseObject);
    }

    /// <summary>Says that no error was written.</summary>
    public SessionResult Succeeded()
    {
        Assert.True(Errors.Count == 0, string.Join('\n', Errors.Select(error => $"{error.FullyQualifiedErrorId}: {error}")));
        return this;
    }

    /// <summary>Says that exactly one error was written, with this id, and gives it.</summary>
    public ErrorRecord Failed(string errorId)
    {
        var error = Assert.Single(Errors);
        Assert.Equal(errorId, error.FullyQualifiedErrorId.Split(',')[0]);
        return error;
    }
}
