using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DockerNet.Shell.Hosting;

namespace DockerNet.Shell.Editing;

/// <summary>Asks the engine (TabExpansion2, and so the module's own completers) what fits at the caret.</summary>
internal sealed class Completion(Runspace runspace, Interruption interruption)
{
    public CompletionCycle? For(string text, int caret)
    {
        // A completer that asks a Docker Engine may hang: Ctrl+C ends it like any command.
        using var powerShell = PowerShell.Create(runspace);
        try
        {
            var found = interruption.Run(
                () => powerShell.BeginStop(null, null),
                () => CommandCompletion.CompleteInput(text, caret, null, powerShell));
            return found?.CompletionMatches.Count > 0 ? new CompletionCycle(found) : null;
        }
        catch (RuntimeException)
        {
            return null;
        }
    }
}
