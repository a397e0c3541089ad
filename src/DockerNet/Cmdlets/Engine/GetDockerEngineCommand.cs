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
        foreach (var engine in Engines())
        {
            Try(() => WriteObject(Await(engine.System.GetInfoAsync)));
        }
    }
}
