using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;
using DockerNet.Shell.Editing;

namespace DockerNet.Shell.Hosting;

/// <summary>Writes the engine's streams to the console and asks the user what it wants to know.</summary>
internal sealed class ShellUserInterface(Interruption interruption, bool nonInteractive) : PSHostUserInterface
{
    private readonly Lock _gate = new();
    private readonly ProgressLine _progress = new();
    private readonly bool _escapesWork = Terminal.Prepare();
    private string _unendedLine = string.Empty;
    private bool _everythingIsError;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => _escapesWork || PSStyle.Instance.OutputRendering == OutputRendering.Ansi;

    /// <summary>At a prompt errors are part of the conversation; elsewhere they go to standard error.</summary>
    public bool ErrorsAreOutput { get; set; }

    /// <summary>Runs something whose whole output is the text of an error.</summary>
    public void WriteAsError(Action write)
    {
        _everythingIsError = true;
        try
        {
            write();
        }
        finally
        {
            _everythingIsError = false;
        }
    }

    public override void Write(string value)
    {
        if (_everythingIsError && !ErrorsAreOutput)
        {
            WriteTo(Console.Error, value);
        }
        else
        {
            WriteTo(Console.Out, value);
        }
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colour(foregroundColor, backgroundColor) + value + PSStyle.Instance.Reset);

    public override void WriteLine() => Write(Environment.NewLine);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Colour(foregroundColor, backgroundColor) + value + PSStyle.Instance.Reset + Environment.NewLine);

    public override void WriteErrorLine(string value) =>
        WriteTo(ErrorsAreOutput ? Console.Out : Console.Error, value + Environment.NewLine);

    public override void WriteWarningLine(string message) => WriteStyled(FormatStyle.Warning, "WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteStyled(FormatStyle.Verbose, "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteStyled(FormatStyle.Debug, "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
        {
            _progress.Show(record);
        }
    }

    public void ClearProgress()
    {
        lock (_gate)
        {
            _progress.Clear();
        }
    }

    /// <summary>Starts a new line if the last output did not end one.</summary>
    public void EnsureLineStart()
    {
        if (_unendedLine.Length > 0)
        {
            WriteLine();
        }
    }

    public override string ReadLine()
    {
        RefuseWhenNonInteractive();
        ClearProgress();
        return (Terminal.CanEdit ? Edit(mask: null) : Console.In.ReadLine())!;
    }

    public override SecureString ReadLineAsSecureString()
    {
        RefuseWhenNonInteractive();
        ClearProgress();
        var secret = new SecureString();
        var text = Terminal.CanEdit ? Edit(mask: '*') : Console.In.ReadLine();
        foreach (var character in text ?? string.Empty)
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }

    public override Dictionary<string, PSObject?> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        RefuseWhenNonInteractive();
        return new FieldPrompt(this).Ask(caption, message, descriptions);
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        RefuseWhenNonInteractive();
        return new ChoicePrompt(this).Ask(caption, message, choices, defaultChoice);
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        RefuseWhenNonInteractive();
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("User: ");
            userName = ReadLine();
            if (string.IsNullOrEmpty(userName))
            {
                return null!;
            }
        }

        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    public void WriteHeading(string? caption, string? message)
    {
        if (!string.IsNullOrEmpty(caption))
        {
            WriteLine();
            WriteLine(caption);
        }

        if (!string.IsNullOrEmpty(message))
        {
            WriteLine(message);
        }
    }

    private static string Colour(ConsoleColor foreground, ConsoleColor background)
    {
        var text = Enum.IsDefined(foreground) ? PSStyle.MapForegroundColorToEscapeSequence(foreground) : string.Empty;

        // Black is what the engine says for "none given"; painting it would box the text in a light terminal.
        return Enum.IsDefined(background) && background != ConsoleColor.Black
            ? text + PSStyle.MapBackgroundColorToEscapeSequence(background)
            : text;
    }

    private void WriteStyled(FormatStyle style, string text) =>
        WriteLine(SupportsVirtualTerminal ? GetFormatStyleString(style) + text + PSStyle.Instance.Reset : text);

    private void WriteTo(TextWriter writer, string value)
    {
        if (value.Length == 0)
        {
            return;
        }

        var escapes = SupportsVirtualTerminal && !(writer == Console.Error && Console.IsErrorRedirected && PSStyle.Instance.OutputRendering != OutputRendering.Ansi);
        lock (_gate)
        {
            _progress.Clear();
            var text = GetOutputString(value, escapes);
            writer.Write(text);
            var lastBreak = text.LastIndexOf('\n');
            _unendedLine = lastBreak < 0 ? _unendedLine + text : text[(lastBreak + 1)..];
        }
    }

    private string? Edit(char? mask)
    {
        // The question is what was written last; the editor redraws it together with the answer.
        var line = new LineEditor { Mask = mask, PromptIsShown = true, IsStopped = () => interruption.IsStopping }.Read(_unendedLine);
        _unendedLine = string.Empty;
        if (line.Kind == LineKind.Cancelled)
        {
            interruption.Stop();
            throw new PipelineStoppedException();
        }

        return line.Text;
    }

    private void RefuseWhenNonInteractive()
    {
        if (nonInteractive)
        {
            throw new PSInvalidOperationException("The shell is in NonInteractive mode. Read and Prompt functionality is not available.");
        }
    }
}
