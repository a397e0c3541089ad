using System.Management.Automation;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace DockerNet.Shell.Commands;

/// <summary>Format-List on the engine's own formatter, where Microsoft.PowerShell.Utility is missing.</summary>
[Cmdlet(VerbsCommon.Format, "List")]
public sealed class FormatListCommand : OuterFormatTableAndListBase
{
    /// <summary>Attaches the formatter.</summary>
    public FormatListCommand() => EngineInternals.UseFormatter(this, "List");
}
