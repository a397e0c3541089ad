using System.Management.Automation.Language;

namespace DockerNet.Shell;

/// <summary>What can be said of typed text before it runs.</summary>
internal static class Statement
{
    public static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
