using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Writes images with all their layers to one archive, which Import-DockerImage and docker load read.</summary>
[Cmdlet(VerbsData.Export, "DockerImage", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo))]
public sealed class ExportDockerImageCommand : DockerCmdlet
{
    private readonly List<(Image Image, string Name)> _images = [];

    /// <summary>The images; all those of the pipeline go to the same archive.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id", "ImageId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ImageRef[] Image { get; set; } = [];

    /// <summary>The archive to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Overwrites a file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Image)
        {
            foreach (var image in Find([reference]))
            {
                // By its name an image keeps that name, by its id or as an object all its names.
                var isId = reference.IsPattern || image.Id == reference.Text || image.Id.StartsWith($"sha256:{reference.Text}", StringComparison.Ordinal);
                _images.AddRange(!isId ? [(image, reference.Text)] : image.Tags.Count > 0 ? image.Tags.Select(tag => (image, tag)) : [(image, image.Id)]);
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        Try(() =>
        {
            var path = this.FullPath(Path);
            if (_images.Count == 0)
            {
                return;
            }

            if (_images.Select(image => image.Image.Engine).Distinct().Count() > 1)
            {
                throw InputError.Invalid("ConflictingParameters", "The images are on several engines: one archive takes those of one engine.", Path, "Export them one engine at a time.");
            }

            if (!Force && File.Exists(path))
            {
                throw CopyError.Exists(path);
            }

            var names = _images.Select(image => image.Name).Distinct(StringComparer.Ordinal).ToList();
            if (ShouldProcess(path, $"Export {string.Join(", ", names)}"))
            {
                Export(path, names);
                WriteObject(this.Item(path));
            }
        });
    }

    /// <summary>Under another name until it is whole.</summary>
    private void Export(string path, List<string> names)
    {
        var part = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(path)!, $".{System.IO.Path.GetFileName(path)}.{System.IO.Path.GetRandomFileName()}.part");
        var bar = new TransferBar(Post, this, $"Exporting {string.Join(", ", names)}");
        try
        {
            using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true))
            {
                Await(token => EngineOf(_images[0].Image.Engine).Images.SaveAsync(names, file, bar, token));
            }

            File.Move(part, path, Force);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CopyError.FileFailed(path, e);
        }
        finally
        {
            bar.End();
            WritePosted();
            File.Delete(part);
        }
    }
}
