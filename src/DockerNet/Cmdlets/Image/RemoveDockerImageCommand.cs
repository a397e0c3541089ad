using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Removes images: a name where the image has others, else the image.</summary>
[Cmdlet(VerbsCommon.Remove, "DockerImage", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class RemoveDockerImageCommand : ParallelDockerCmdlet
{
    /// <summary>The images.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id", "ImageId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ImageRef[] Image { get; set; } = [];

    /// <summary>Removes an image with all its names, and one that stopped containers use.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves the nameless images that it was built from.</summary>
    [Parameter]
    public SwitchParameter NoPrune { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Image)
        {
            foreach (var image in Find([reference]))
            {
                // A pattern takes the tags that fit it, a name its own, an id the whole image.
                var names = reference.IsPattern && image.Tags.Count > 0 ? image.Tags.Where(tag => reference.Matches(tag) || reference.Matches(ImageReference.Parse(tag).Repository)).ToArray() : [reference.IsPattern ? image.Id : reference.Text];
                foreach (var name in names)
                {
                    if (ShouldProcess(name == image.Id ? $"{image.Name} ({image.ShortId})" : name, "Remove image"))
                    {
                        var engine = EngineOf(image.Engine);
                        InParallel(token => engine.Images.RemoveAsync(name, Force, NoPrune, token));
                    }
                }
            }
        }
    }
}
