using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DockerNet.Shell.Commands;

/// <summary>Format-Wide on the engine's own formatter, where Microsoft.PowerShell.Utility is missing: the view of the type.</summary>
[Cmdlet(VerbsCommon.Format, "Wide")]
public sealed class FormatWideCommand : OuterFormatShapeCommandBase
{
    /// <summary>Attaches the formatter.</summary>
    public FormatWideCommand() => EngineInternals.UseFormatter(this, "Wide");
}
