using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Tells whether backups are whole, and what they hold, without restoring them. No engine is asked.</summary>
[Cmdlet(VerbsDiagnostic.Test, "DockerVolumeBackup", DefaultParameterSetName = BytesSet)]
[OutputType(typeof(VolumeBackupTest), typeof(bool))]
public sealed class TestDockerVolumeBackupCommand : VolumeBackupCmdlet
{
    /// <summary>Emits only whether it is.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    private protected override void Process(string file, string label) => Try(() =>
    {
        VolumeBackupTest test;
        try
        {
            test = Verify(file, label).Test;
        }
        catch (DockerNetException e) when (e.ErrorId is "BackupInvalid")
        {
            test = new() { Path = label, Reason = e.InnerException!.Message };
        }

        WriteObject(Quiet ? test.Valid : test);
    });
}
