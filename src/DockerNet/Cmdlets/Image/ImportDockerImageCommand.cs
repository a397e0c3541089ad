using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Brings images in from archives: of images as they are, or, with a name, of a file system that becomes an image.</summary>
[Cmdlet(VerbsData.Import, "DockerImage", SupportsShouldProcess = true, DefaultParameterSetName = "Images")]
[OutputType(typeof(Image))]
public sealed class ImportDockerImageCommand : DockerCmdlet
{
    /// <summary>The archives.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The image that the archived file system becomes, repository[:tag].</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "FileSystem")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>Instructions of a Dockerfile to apply, such as 'CMD sh' and 'EXPOSE 80'.</summary>
    [Parameter(ParameterSetName = "FileSystem")]
    public string[] Change { get; set; } = [];

    /// <summary>What is noted of it.</summary>
    [Parameter(ParameterSetName = "FileSystem")]
    public string? Message { get; set; }

    /// <summary>The platform, os[/architecture[/variant]], where it is not the engine's own.</summary>
    [Parameter(ParameterSetName = "FileSystem")]
    [ValidateNotNullOrEmpty]
    public string? Platform { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var file in Path.SelectMany(this.ExistingFiles))
        {
            foreach (var engine in Engines())
            {
                if (ShouldProcess(file, Name is null ? $"Load images to {engine.Endpoint}" : $"Import as image {Name} to {engine.Endpoint}"))
                {
                    Try(() => Import(engine, file));
                }
            }
        }
    }

    private void Import(Engine.DockerEngine engine, string file)
    {
        try
        {
            using var archive = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
            var bar = new TransferBar(Post, this, $"Importing {file}", archive.Length);
            if (Name is null)
            {
                WriteObject(Await(token => engine.Images.LoadAsync(archive, file, bar, token)), enumerateCollection: true);
            }
            else
            {
                WriteObject(Await(token => engine.Images.ImportAsync(archive, file, Name, Change, Message, Platform, bar, token)));
            }

            bar.End();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CopyError.FileFailed(file, e);
        }
    }
}
