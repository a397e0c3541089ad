using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets the Docker Engine: where it is, its version and what it can.</summary>
[Cmdlet(VerbsCommon.Get, "DockerEngine")]
[OutputType(typeof(EngineInfo))]
public sealed class GetDockerEngineCommand : DockerCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var engine in Ask<EngineInfo>(null, async (engine, token) => [await engine.System.GetInfoAsync(token).ConfigureAwait(false)]))
        {
            WriteObject(engine);
        }
    }
}
