using System.Management.Automation;
using DockerNet.Engine.Backups;

namespace DockerNet.Cmdlets;

/// <summary>Backs volumes up to files, or down the pipeline. No image is pulled, and no tool is needed in any image.</summary>
[Cmdlet(VerbsData.Backup, "DockerVolume", SupportsShouldProcess = true, DefaultParameterSetName = FileSet)]
[OutputType(typeof(VolumeBackup), ParameterSetName = [FileSet])]
[OutputType(typeof(byte[]), ParameterSetName = [BytesSet])]
public sealed class BackupDockerVolumeCommand : DockerCmdlet
{
    private const string FileSet = "File";
    private const string BytesSet = "Bytes";

    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private bool _emitted;

    /// <summary>The volumes.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef[] Volume { get; set; } = [];

    /// <summary>The file, or a folder, where each volume gets a file of its name.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = FileSet)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Emits the backup as bytes instead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BytesSet)]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>How it is compressed: by default as the file's name says, else zstd.</summary>
    [Parameter]
    public BackupCompression? Compression { get; set; }

    /// <summary>Pauses the running containers that may write to the volume while it is read.</summary>
    [Parameter]
    public SwitchParameter Pause { get; set; }

    /// <summary>Overwrites files.</summary>
    [Parameter(ParameterSetName = FileSet)]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var volume in Find(Volume))
        {
            Try(() =>
            {
                if (AsByteStream)
                {
                    Emit(volume);
                }
                else
                {
                    Write(volume);
                }
            });
        }
    }

    private void Write(Volume volume)
    {
        var target = BackupTarget.Of(this.FullPath(Path), volume.Name, Compression);
        if (_written.Contains(target.Path))
        {
            throw BackupError.SameFile(target.Path, volume.Name);
        }

        if (ShouldProcess(volume.Name, $"Back up to {target.Path}"))
        {
            if (target.IsInFolder)
            {
                MakeFolder(System.IO.Path.GetDirectoryName(target.Path)!);
            }

            var bar = new TransferBar(Post, this, $"Backing up {volume.Name}");
            try
            {
                WriteObject(Await(token => EngineOf(volume.Engine).Backups.WriteAsync(volume, target.Path, new(target.Compression, Pause), Force, bar.Report, token)));
                _written.Add(target.Path);
            }
            finally
            {
                bar.End();
                WritePosted();
            }
        }
    }

    private void Emit(Volume volume)
    {
        if (_emitted)
        {
            throw BackupError.SameStream(volume.Name);
        }

        if (ShouldProcess(volume.Name, "Back up"))
        {
            var bar = new TransferBar(Post, this, $"Backing up {volume.Name}");
            try
            {
                foreach (var bytes in Stream(token => EngineOf(volume.Engine).Backups.ReadAsync(volume, new(Compression ?? BackupCompression.Zstd, Pause), bar.Report, token)))
                {
                    _emitted = true;
                    WriteObject(bytes, enumerateCollection: false);
                }
            }
            finally
            {
                bar.End();
                WritePosted();
            }
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CopyError.FileFailed(folder, e);
        }
    }
}
