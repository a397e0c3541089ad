using DockerNet.Shell.Editing;

namespace DockerNet.Shell;

/// <summary>The conversation at a terminal: prompt, line, output, until the user leaves.</summary>
internal sealed class InteractivePrompt(ShellSession session)
{
    private readonly History _history = new(History.DefaultFile);

    /// <summary>True: the last command succeeded.</summary>
    public bool Run()
    {
        session.Interruption.ShellSurvives = true;
        session.UserInterface.ErrorsAreOutput = true;
        session.Host.NestedPrompt = left => Converse(nested: true, left);
        return Converse(nested: false, left: () => false);
    }

    private bool Converse(bool nested, Func<bool> left)
    {
        var succeeded = true;
        while (session.MustExit is null && !left())
        {
            session.UserInterface.EnsureLineStart();
            var statement = Read(nested);
            if (statement is null)
            {
                break;
            }

            if (string.IsNullOrWhiteSpace(statement))
            {
                continue;
            }

            _history.Add(statement);
            succeeded = session.Show(session.Typed(statement, nested));
        }

        return succeeded;
    }

    /// <summary>A whole statement; empty when it was cancelled, null at the end of input.</summary>
    private string? Read(bool nested)
    {
        var editor = new LineEditor
        {
            History = _history,

            // The runspace is busy with the command that opened a nested prompt.
            Completion = nested ? null : new Completion(session.Runspace, session.Interruption),
        };
        var prompt = session.Evaluate("prompt", nested) is { Length: > 0 } text ? text : "PS> ";
        var statement = string.Empty;
        while (true)
        {
            var line = editor.Read(prompt);
            if (line.Kind == LineKind.EndOfInput)
            {
                return null;
            }

            if (line.Kind == LineKind.Cancelled)
            {
                return string.Empty;
            }

            statement = statement.Length == 0 ? line.Text! : statement + "\n" + line.Text;
            if (!Statement.IsIncomplete(statement))
            {
                return statement;
            }

            prompt = ">> ";
        }
    }
}
