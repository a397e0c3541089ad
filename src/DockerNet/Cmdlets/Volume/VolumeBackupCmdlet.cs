using System.Management.Automation;
using DockerNet.Engine.Backups;

namespace DockerNet.Cmdlets;

/// <summary>A cmdlet that reads backups: files, or bytes of the pipeline.</summary>
public abstract class VolumeBackupCmdlet : DockerCmdlet
{
    private protected const string FileSet = "File";
    private protected const string BytesSet = "Bytes";

    private const string PipelineLabel = "(pipeline)";

    private FileStream? _spool;

    /// <summary>The backups.</summary>
    // By value too, with the other set as the default one: the other way round PowerShell takes bytes for paths.
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = FileSet)]
    [Alias("PSPath", "FullName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>A backup as bytes, from Backup-DockerVolume -AsByteStream or any other source of bytes; all of the pipeline are one backup.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = BytesSet)]
    public byte[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == BytesSet)
        {
            Keep(InputObject);
            return;
        }

        foreach (var file in Path.SelectMany(this.ExistingFiles))
        {
            Process(file, file);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_spool is not null)
        {
            _spool.Flush();
            Process(_spool.Name, PipelineLabel);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _spool is not null)
        {
            _spool.Dispose();
            File.Delete(_spool.Name);
        }

        base.Dispose(disposing);
    }

    /// <summary>Works on a backup.</summary>
    /// <param name="file">The file that holds it.</param>
    /// <param name="label">What it is called.</param>
    private protected abstract void Process(string file, string label);

    /// <summary>Reads a backup to its end.</summary>
    private protected VerifiedBackup Verify(string file, string label)
    {
        var bar = new TransferBar(Post, this, $"Verifying {label}");
        try
        {
            return Await(token => VerifiedBackup.ReadAsync(file, label, bar.Report, token));
        }
        finally
        {
            bar.End();
            WritePosted();
        }
    }

    /// <summary>A backup is read twice; what flows by only once goes to the disk first, where nobody else may read it.</summary>
    private void Keep(byte[] bytes)
    {
        try
        {
            if (_spool is null)
            {
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                _spool = new(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"dockernet-{System.IO.Path.GetRandomFileName()}"), options);
            }

            _spool.Write(bytes);
        }
        catch (IOException e)
        {
            ThrowTerminatingError(CopyError.FileFailed(_spool?.Name ?? System.IO.Path.GetTempPath(), e).ErrorRecord);
        }
    }
}
