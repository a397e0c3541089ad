using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gives a volume another name. The engine cannot: the volume is copied under the new name, and removed once the copy is complete.</summary>
[Cmdlet(VerbsCommon.Rename, "DockerVolume", SupportsShouldProcess = true)]
[OutputType(typeof(Volume))]
public sealed class RenameDockerVolumeCommand : DockerCmdlet
{
    /// <summary>The volume.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef? Volume { get; set; }

    /// <summary>The new name.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string NewName { get; set; } = "";

    /// <summary>Stops the containers that mount the volume, and replaces them by ones that mount it under its new name; those that ran run again.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var volume in Find([Volume!]))
        {
            var users = Force ? volume.Users.Select(user => user.Container).Distinct(StringComparer.Ordinal).ToList() : [];
            if (ShouldProcess(volume.Name, $"Rename to {NewName}{(users.Count > 0 ? $", replacing the containers {string.Join(", ", users)}" : "")}"))
            {
                Try(() => WriteObject(Rename(volume)));
            }
        }
    }

    private Volume Rename(Volume volume)
    {
        var bar = new TransferBar(Post, this, $"Renaming {volume.Name} to {NewName}");
        try
        {
            return Await(token => EngineOf(volume.Engine).Volumes.RenameAsync(volume, NewName, Force, bar.Report, token));
        }
        finally
        {
            bar.End();
            WritePosted();
        }
    }
}
