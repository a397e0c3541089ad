using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Restores backups to volumes: to new ones, or with -Force in place of what is there. A backup that is not whole changes nothing.</summary>
[Cmdlet(VerbsData.Restore, "DockerVolume", SupportsShouldProcess = true, DefaultParameterSetName = BytesSet)]
[OutputType(typeof(Volume))]
public sealed class RestoreDockerVolumeCommand : VolumeBackupCmdlet
{
    private readonly HashSet<string> _restored = new(StringComparer.Ordinal);

    /// <summary>The volume's name; by default that of the volume that was backed up.</summary>
    [Parameter(Position = 1, ParameterSetName = FileSet)]
    [Parameter(ParameterSetName = BytesSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public string? Name { get; set; }

    /// <summary>Replaces the content of a volume that is there. Its old content is kept until the new one is complete.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override void Process(string file, string label) => Try(() =>
    {
        var backup = Verify(file, label);
        var name = Name ?? backup.Test.Volume ?? throw BackupError.Unnamed(label);
        foreach (var engine in Engines())
        {
            if (ShouldProcess(name, $"Restore {label} to {engine.Endpoint}"))
            {
                // The second of two backups must not overwrite the first, whatever -Force says of what was there.
                if (!_restored.Add($"{engine.Endpoint} {name}"))
                {
                    throw VolumeError.Exists(name, engine.Endpoint);
                }

                var bar = new TransferBar(Post, this, $"Restoring {name}");
                try
                {
                    Try(() => WriteObject(Await(token => engine.Backups.RestoreAsync(backup, name, Force, bar.Report, token))));
                }
                finally
                {
                    bar.End();
                    WritePosted();
                }
            }
        }
    });
}
