using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Mounts something no longer, in a configuration or in containers that exist already. Volumes stay, with what is in them.</summary>
[Cmdlet(VerbsData.Dismount, "DockerVolume", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class DismountDockerVolumeCommand : ContainerReplacementCmdlet
{
    /// <summary>Which mounts: paths in the container, names of volumes, or paths on the host.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Destination", "Target", "Volume")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerMountCompleter))]
    public string[] Mount { get; set; } = [];

    /// <summary>The containers, or a configuration that the mounts are taken from.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerOrConfig[] Container { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var config in Container.Select(target => target.Config).OfType<ContainerConfig>())
        {
            Try(() => WriteObject(config.WithoutMounts(Mount)));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Replace(container, $"Dismount {string.Join(", ", Mount)}", config => config.WithoutMounts(Mount));
        }
    }
}
