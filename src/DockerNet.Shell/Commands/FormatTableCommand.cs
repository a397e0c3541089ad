using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DockerNet.Shell.Commands;

/// <summary>Format-Table on the engine's own formatter, where Microsoft.PowerShell.Utility is missing.</summary>
[Cmdlet(VerbsCommon.Format, "Table")]
public sealed class FormatTableCommand : OuterFormatTableBase
{
    /// <summary>Attaches the formatter.</summary>
    public FormatTableCommand() => EngineInternals.UseFormatter(this, "Table");
}
