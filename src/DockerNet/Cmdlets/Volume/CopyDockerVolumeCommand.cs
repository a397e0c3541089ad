using System.Collections;
using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Copies volumes with all their files, owners, modes, times and links to new volumes, on the same engine or another.</summary>
[Cmdlet(VerbsCommon.Copy, "DockerVolume", SupportsShouldProcess = true)]
[OutputType(typeof(Volume))]
public sealed class CopyDockerVolumeCommand : DockerCmdlet
{
    /// <summary>The volumes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef[] Volume { get; set; } = [];

    /// <summary>The name of the copy; on another engine the same name where none is given.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? NewName { get; set; }

    /// <summary>The engine to copy to; the one of the volume where none is given.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EngineCompleter))]
    public EngineRef? Destination { get; set; }

    /// <summary>The driver of the copy; that of the volume where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VolumeDriverCompleter))]
    public string? Driver { get; set; }

    /// <summary>Options of the copy's driver; those of the volume where none are given.</summary>
    [Parameter]
    public IDictionary? Option { get; set; }

    /// <summary>Labels of the copy; those of the volume where none are given.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var volume in Find(Volume))
        {
            Try(() =>
            {
                var destination = Destination is null ? EngineOf(volume.Engine) : EngineOf(Destination.Engine ?? throw EngineError.InvalidEndpoint("", "no engine is named."));
                var target = volume.AsConfig() with { Name = NameFor(volume, destination) };
                target = target with
                {
                    Driver = Driver ?? target.Driver,
                    Options = Option is null ? target.Options : Option.ToText(),
                    Labels = Label is null ? target.Labels : Label.ToText(),
                };
                if (ShouldProcess(volume.Name, $"Copy to volume {target.Name}{(Destination is null ? "" : $" of {destination.Endpoint}")}"))
                {
                    WriteObject(Copy(volume, destination, target));
                }
            });
        }
    }

    private string NameFor(Volume volume, DockerEngine destination) =>
        NewName ?? (destination.Endpoint != volume.Engine
            ? volume.Name
            : throw InputError.Invalid("MissingName", $"The copy of '{volume.Name}' on the same engine needs another name.", volume.Name, "Give -NewName, or another engine with -Destination."));

    private Volume Copy(Volume volume, DockerEngine destination, VolumeConfig target)
    {
        var bar = new TransferBar(Post, this, $"Copying {volume.Name} to {target.Name}");
        try
        {
            return Await(token => EngineOf(volume.Engine).Volumes.CopyAsync(volume, destination.Volumes, target, bar.Report, token));
        }
        finally
        {
            bar.End();
            WritePosted();
        }
    }
}
