using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace DockerNet.Shell.Commands;

/// <summary>
/// The handful of everyday commands that live in modules the bare engine comes without.
/// Each is added only where the session does not have the real one.
/// </summary>
internal static class MissingCommands
{
    public static void AddTo(InitialSessionState state)
    {
        AddCmdlet<FormatTableCommand>(state, "Format-Table");
        AddCmdlet<FormatListCommand>(state, "Format-List");
        AddCmdlet<FormatWideCommand>(state, "Format-Wide");
        AddCmdlet<OutStringCommand>(state, "Out-String");

        var script = Parser.ParseInput(Source(), out _, out _);
        foreach (var function in script.EndBlock.Statements.OfType<FunctionDefinitionAst>().Where(f => !Has(state, f.Name)))
        {
            // The braces are the definition's, not the body's.
            state.Commands.Add(new SessionStateFunctionEntry(function.Name, function.Body.Extent.Text[1..^1]));
        }
    }

    private static void AddCmdlet<T>(InitialSessionState state, string name)
    {
        if (!Has(state, name))
        {
            state.Commands.Add(new SessionStateCmdletEntry(name, typeof(T), helpFileName: null));
        }
    }

    private static bool Has(InitialSessionState state, string name) =>
        state.Commands[name].Any(command => command is not SessionStateAliasEntry);

    private static string Source()
    {
        using var resource = typeof(MissingCommands).Assembly.GetManifestResourceStream("MissingCommands.ps1")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
