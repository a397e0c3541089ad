using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets what is mounted in containers: volumes, folders of the host, memory, images.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerMount")]
[OutputType(typeof(ContainerMount))]
public sealed class GetContainerMountCommand : DockerCmdlet
{
    /// <summary>The containers; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [new("*")];

    /// <summary>Paths in the container of which one must fit.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerMountCompleter))]
    public string[] Destination { get; set; } = ["*"];

    /// <summary>Volumes of which one must be mounted.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef[] Volume { get; set; } = [];

    /// <summary>What must be mounted.</summary>
    [Parameter]
    public MountType[] MountType { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var destinations = Destination.Select(pattern => WildcardPattern.Get(pattern is "/" ? pattern : pattern.TrimEnd('/'), WildcardOptions.None)).ToList();
        foreach (var container in Find(Container))
        {
            Try(() =>
            {
                var mounts = Await(token => EngineOf(container.Engine).Containers.GetMountsAsync(container, token));
                WriteObject(mounts.Where(mount => destinations.Exists(pattern => pattern.IsMatch(mount.Destination)) && Fits(mount)), enumerateCollection: true);
            });
        }
    }

    private bool Fits(ContainerMount mount) =>
        (Volume.Length == 0 || (mount.Volume is { } name && Array.Exists(Volume, volume => volume.Matches(name))))
        && (MountType.Length == 0 || Array.Exists(MountType, type => type.ToString().Equals(mount.Type, StringComparison.OrdinalIgnoreCase)));
}
