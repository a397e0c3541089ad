using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Mounts something no longer, in a configuration or in containers that exist already. Volumes stay, with what is in them.</summary>
[Cmdlet(VerbsData.Dismount, "DockerVolume", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class DismountDockerVolumeCommand : ContainerReplacementCmdlet
{
    /// <summary>Where the mounts are: paths in the container; or what is mounted: names of volumes, paths on the host.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Target")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ContainerMountCompleter))]
    public string[] Destination { get; set; } = [];

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
            Try(() => WriteObject(config.WithoutMounts(Destination)));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Replace(container, $"Dismount {string.Join(", ", Destination)} from '{container.Name}'", config => config.WithoutMounts(Destination));
        }
    }
}
