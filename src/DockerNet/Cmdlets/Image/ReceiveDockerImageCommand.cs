using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Pulls images from their registries.</summary>
[Cmdlet(VerbsCommunications.Receive, "DockerImage", SupportsShouldProcess = true)]
[OutputType(typeof(Image))]
public sealed class ReceiveDockerImageCommand : ParallelDockerCmdlet
{
    /// <summary>The images, [registry/]repository[:tag][@digest].</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Image")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>The platform, os[/architecture[/variant]], where it is not the engine's own.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <summary>Who asks the registry, instead of whom docker login left in Docker's configuration.</summary>
    [Parameter]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var engine in Engines())
        {
            foreach (var name in Name)
            {
                if (ShouldProcess(name, $"Pull image to {engine.Endpoint}"))
                {
                    var bar = new PullBar(Post, this, name);
                    var credential = Credential == PSCredential.Empty ? null : new RegistryCredential(Credential.UserName, Credential.GetNetworkCredential().Password);
                    InParallel(
                        async token =>
                        {
                            try
                            {
                                return await engine.Images.PullAsync(name, Platform, credential, bar, token).ConfigureAwait(false);
                            }
                            finally
                            {
                                bar.End();
                            }
                        },
                        WriteObject);
                }
            }
        }
    }
}
