using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets images.</summary>
[Cmdlet(VerbsCommon.Get, "DockerImage")]
[OutputType(typeof(Image))]
public sealed class GetDockerImageCommand : DockerCmdlet
{
    /// <summary>The images; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id", "ImageId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ImageRef[] Image { get; set; } = [new("*")];

    /// <summary>Labels that must all fit; an empty value fits any.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Only images that have no tag.</summary>
    [Parameter]
    public SwitchParameter Dangling { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var image in Find(Image).Where(Fits).DistinctBy(image => (image.Id, image.Engine)))
        {
            WriteObject(image);
        }
    }

    private bool Fits(Image image) =>
        (!Dangling || image.Tags.Count == 0)
        && Label.ToText().All(label => image.Labels.TryGetValue(label.Key, out var value) && (label.Value.Length == 0 || label.Value == value));
}
