using System.Collections;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using DockerNet.Shell.Commands;
using DockerNet.Shell.Hosting;

namespace DockerNet.Shell;

/// <summary>Carries out the command line in a session and turns the outcome into an exit code, by pwsh's rules.</summary>
internal sealed class SessionRunner(ShellSession session)
{
    public int Run(CommandLine commandLine)
    {
        var succeeded = commandLine switch
        {
            { File: { } file } => RunFile(file, commandLine.FileArguments),
            { Command: { } command } => RunCommand(command),
            { ReadStandardInput: true } or { NonInteractive: true } => RunLines(),
            _ when Terminal.CanEdit => new InteractivePrompt(session).Run(),
            _ => RunLines(),
        };
        if (session.MustExit is { } exitCode)
        {
            return exitCode;
        }

        if (session.Interruption.Interrupted && !session.Interruption.ShellSurvives)
        {
            return ExitCode.Interrupted;
        }

        return succeeded && session.LastSucceeded ? ExitCode.Success : ExitCode.Failed;
    }

    private bool RunFile(string file, IEnumerable<CommandParameter> arguments)
    {
        var isScriptFile = Path.GetExtension(file).Equals(".ps1", StringComparison.OrdinalIgnoreCase);
        var text = File.ReadAllText(file);

        // A script with another extension is one with a shebang, which the engine would hand to the system.
        var command = isScriptFile ? new Command(file) : new Command(text, isScript: true);
        foreach (var argument in arguments)
        {
            command.Parameters.Add(argument);
        }

        var pipeline = session.Runspace.CreatePipeline();
        pipeline.Commands.Add(command);
        if (isScriptFile)
        {
            EngineInternals.LetScriptFileExit(session.Runspace);
        }

        return session.Show(pipeline, StandardInputFor(text));
    }

    private bool RunCommand(string command) =>
        session.Show(session.Typed(command), StandardInputFor(command));

    private bool RunLines()
    {
        var succeeded = true;
        var statement = string.Empty;
        while (session.MustExit is null && Console.In.ReadLine() is { } line)
        {
            statement = statement.Length == 0 ? line : statement + "\n" + line;
            if (string.IsNullOrWhiteSpace(statement) || Statement.IsIncomplete(statement))
            {
                continue;
            }

            succeeded = session.Show(session.Typed(statement));
            statement = string.Empty;
            if (session.Interruption.Interrupted)
            {
                return false;
            }
        }

        // What is still incomplete at the end is a parse error, and has to be seen as one.
        return string.IsNullOrWhiteSpace(statement) || session.MustExit is not null
            ? succeeded
            : session.Show(session.Typed(statement));
    }

    private static IEnumerable? StandardInputFor(string script)
    {
        if (!Console.IsInputRedirected)
        {
            return null;
        }

        var usesInput = Parser.ParseInput(script, out _, out _)
            .Find(ast => ast is VariableExpressionAst variable && variable.VariablePath.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase), searchNestedScriptBlocks: false);
        return usesInput is null ? null : Lines();
    }

    private static IEnumerable<string> Lines()
    {
        while (Console.In.ReadLine() is { } line)
        {
            yield return line;
        }
    }
}
