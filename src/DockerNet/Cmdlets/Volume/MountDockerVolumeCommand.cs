using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Mounts volumes, folders of the host, memory or images, in a configuration or in containers that exist already.</summary>
[Cmdlet(VerbsData.Mount, "DockerVolume", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = "Mount")]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class MountDockerVolumeCommand : ContainerReplacementCmdlet
{
    /// <summary>What to mount: [SOURCE:]TARGET[:OPTIONS] or type=…,source=…,target=…, a hashtable of that, or a mount of another container.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Mount")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MountCompleter))]
    public Mount[] Mount { get; set; } = [];

    /// <summary>The containers, or a configuration that the mounts are added to.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = "Mount")]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Volume")]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerOrConfig[] Container { get; set; } = [];

    /// <summary>The volume; one that does not exist is created.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Volume")]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef? Volume { get; set; }

    /// <summary>The path in the container.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Volume")]
    [ValidateNotNullOrEmpty]
    public string Target { get; set; } = "";

    /// <summary>Lets the container only read it.</summary>
    [Parameter(ParameterSetName = "Volume")]
    public SwitchParameter ReadOnly { get; set; }

    /// <summary>The folder inside the volume that is mounted, rather than the whole.</summary>
    [Parameter(ParameterSetName = "Volume")]
    [ValidateNotNullOrEmpty]
    public string? Subpath { get; set; }

    /// <summary>Leaves a new volume empty rather than fill it with what the image has there.</summary>
    [Parameter(ParameterSetName = "Volume")]
    public SwitchParameter NoCopy { get; set; }

    /// <summary>Has the engine make folders of the host that are missing, rather than fail.</summary>
    [Parameter(ParameterSetName = "Mount")]
    public SwitchParameter CreateSource { get; set; }

    /// <summary>Mounts in the place of what is mounted at the same path.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var config in Container.Select(target => target.Config).OfType<ContainerConfig>())
        {
            Try(() => WriteObject(config.WithMounts(Mounts(config.Engine), Force)));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Try(() =>
            {
                var mounts = Mounts(container.Engine);
                Replace(container, $"Mount {string.Join(", ", mounts)} in '{container.Name}'", config => config.WithMounts(mounts, Force));
            });
        }
    }

    private List<Mount> Mounts(string? engine)
    {
        List<Mount> mounts = Volume is null ? [.. Mount] : [new() { Source = Volume.Text, Target = Target, ReadOnly = ReadOnly, Subpath = Subpath, NoCopy = NoCopy }];
        mounts.ForEach(mount => mount.Validate());
        var isLocal = !mounts.Exists(mount => mount.Type is MountType.Bind) || DockerEngine.IsLocalAt(engine);
        return [.. mounts.Select(mount => this.WithFullSource(mount, engine ?? "the default one", isLocal, CreateSource))];
    }
}
