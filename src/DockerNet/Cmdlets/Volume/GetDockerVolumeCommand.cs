using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets volumes, and who uses them.</summary>
[Cmdlet(VerbsCommon.Get, "DockerVolume")]
[OutputType(typeof(Volume))]
public sealed class GetDockerVolumeCommand : DockerCmdlet
{
    /// <summary>The volumes; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef[] Volume { get; set; } = [new("*")];

    /// <summary>Drivers of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VolumeDriverCompleter))]
    public string[] Driver { get; set; } = [];

    /// <summary>Labels that must all fit; an empty value fits any.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Only volumes that no container, running or stopped, mounts.</summary>
    [Parameter]
    public SwitchParameter Unused { get; set; }

    /// <summary>Only volumes that the engine named itself; with -Anonymous:$false only the others.</summary>
    [Parameter]
    public SwitchParameter Anonymous { get; set; }

    /// <summary>With the size of each. The engine reads all their folders for it.</summary>
    [Parameter]
    public SwitchParameter Size { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Size)
        {
            foreach (var volume in Find(Volume).Where(Fits))
            {
                WriteObject(volume);
            }

            return;
        }

        // Each engine is asked once for the sizes of all.
        foreach (var ofEngine in Find(Volume).Where(Fits).GroupBy(volume => volume.Engine, StringComparer.Ordinal))
        {
            Try(() =>
            {
                var sizes = Await(token => EngineOf(ofEngine.Key).Volumes.GetSizesAsync(token));
                foreach (var volume in ofEngine)
                {
                    WriteObject(sizes.TryGetValue(volume.Name, out var size) ? volume with { Size = size } : volume);
                }
            });
        }
    }

    private bool Fits(Volume volume) =>
        (Driver.Length == 0 || Driver.Contains(volume.Driver, StringComparer.OrdinalIgnoreCase))
        && (!Unused || volume.Users.Count == 0)
        && (!MyInvocation.BoundParameters.ContainsKey(nameof(Anonymous)) || volume.Anonymous == Anonymous)
        && Label.ToText().All(label => volume.Labels.TryGetValue(label.Key, out var value) && (label.Value.Length == 0 || label.Value == value));
}
