using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Removes volumes. With -Unused -WhatIf it tells what would be freed.</summary>
[Cmdlet(VerbsCommon.Remove, "DockerVolume", SupportsShouldProcess = true, DefaultParameterSetName = "Volume")]
[OutputType(typeof(void))]
public sealed class RemoveDockerVolumeCommand : ParallelDockerCmdlet
{
    /// <summary>The volumes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Volume")]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef[] Volume { get; set; } = [];

    /// <summary>Removes the stopped containers that hold a volume first: of volumes that are named, not of those that a pattern fits.</summary>
    [Parameter(ParameterSetName = "Volume")]
    public SwitchParameter Force { get; set; }

    /// <summary>All volumes that no container, running or stopped, mounts.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Unused")]
    public SwitchParameter Unused { get; set; }

    /// <summary>Only volumes that the engine named itself; with -Anonymous:$false only the others.</summary>
    [Parameter(ParameterSetName = "Volume")]
    [Parameter(ParameterSetName = "Unused")]
    public SwitchParameter Anonymous { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Unused)
        {
            RemoveUnused();
            return;
        }

        foreach (var reference in Volume)
        {
            var withContainers = Force && !reference.IsPattern;
            foreach (var volume in Find([reference]).Where(IsWanted))
            {
                var holders = withContainers ? volume.Users.Select(user => user.Container).Distinct(StringComparer.Ordinal).ToList() : [];
                Remove(volume, withContainers, volume.Name, holders.Count > 0 ? $"Remove the containers {string.Join(", ", holders)} and the volume" : "Remove volume");
            }
        }
    }

    private void RemoveUnused()
    {
        foreach (var engine in Engines())
        {
            Try(() =>
            {
                var unused = Await(token => engine.Volumes.ListAsync(token)).Where(volume => volume.Users.Count == 0 && IsWanted(volume)).ToList();
                // What is asked about, or only told, is told with its size.
                var sizes = unused.Count > 0 && IsTold ? Await(token => engine.Volumes.GetSizesAsync(token)) : new Dictionary<string, long>();
                foreach (var volume in unused)
                {
                    Remove(volume, false, sizes.TryGetValue(volume.Name, out var size) ? $"{volume.Name} ({ByteSize.InWords(size)})" : volume.Name, "Remove unused volume");
                }

                if (sizes.Count > 0 && IsWhatIf)
                {
                    var freed = unused.Sum(volume => sizes.GetValueOrDefault(volume.Name));
                    ShouldProcess($"{unused.Count} volume{(unused.Count == 1 ? "" : "s")} of {engine.Endpoint}", $"Free {ByteSize.InWords(freed)}");
                }
            });
        }
    }

    private bool IsTold => IsWhatIf || MyInvocation.BoundParameters.ContainsKey("Confirm");

    private bool IsWanted(Volume volume) => !MyInvocation.BoundParameters.ContainsKey(nameof(Anonymous)) || volume.Anonymous == Anonymous;

    private void Remove(Volume volume, bool withContainers, string target, string action)
    {
        if (ShouldProcess(target, action))
        {
            var engine = EngineOf(volume.Engine);
            InParallel(token => engine.Volumes.RemoveAsync(volume, withContainers, token));
        }
    }
}
