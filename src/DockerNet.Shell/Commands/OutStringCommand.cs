using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DockerNet.Shell.Commands;

/// <summary>
/// Out-String on the engine's own output writer, where Microsoft.PowerShell.Utility is missing.
/// The engine itself needs it for everything that is piped to a native program, and for `help`.
/// </summary>
[Cmdlet(VerbsData.Out, "String")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private readonly StringWriter _text = new();

    /// <summary>Emits every line as a string of its own, as it comes.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>The width that tables are fitted to.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; } = int.MaxValue;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EngineInternals.UseOutput(this, _text, Width);
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        EmitLines();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        EmitLines();
        if (!Stream)
        {
            WriteObject(_text.ToString());
        }
    }

    /// <inheritdoc/>
    protected override void InternalDispose()
    {
        base.InternalDispose();
        _text.Dispose();
    }

    private void EmitLines()
    {
        var text = _text.GetStringBuilder();
        if (!Stream || text.Length == 0)
        {
            return;
        }

        var lines = text.ToString();
        text.Clear();
        foreach (var line in lines[..^_text.NewLine.Length].Split(_text.NewLine))
        {
            WriteObject(line);
        }
    }
}
