using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Gives containers another image or another configuration, by replacing them.</summary>
[Cmdlet(VerbsData.Update, "Container", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container))]
public sealed class UpdateContainerCommand : ContainerReplacementCmdlet
{
    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>The image to run instead.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string? Image { get; set; }

    /// <summary>Pulls the image first; one that has not changed leaves the container alone.</summary>
    [Parameter]
    public SwitchParameter Pull { get; set; }

    /// <summary>The configuration to have instead, made with New-ContainerConfig -FromContainer and what adds to it.</summary>
    [Parameter]
    public ContainerConfig? Config { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            Try(() => Update(container));
        }
    }

    private void Update(Container container)
    {
        if (Image is null && Config is null && !Pull)
        {
            throw InputError.Invalid("NothingToChange", $"Nothing is said that '{container.Name}' should have otherwise.", container.Name, "Give -Image, -Pull or -Config.");
        }

        var engine = EngineOf(container.Engine);
        if (Pull && !Refresh(container, engine))
        {
            WriteVerbose($"{container.Name} runs the newest {Image ?? container.Image}");
            WriteObject(container);
            return;
        }

        Replace(container, $"Update '{container.Name}'", Changed, refreshImage: Pull);
    }

    private ContainerConfig Changed(ContainerConfig config)
    {
        // The name and what the record has no words for stay the container's own.
        var changed = Config is null ? config : Config with { Name = config.Name, Engine = config.Engine };
        return Image is null ? changed : changed with { Image = Image };
    }

    /// <summary>Pulls the image.</summary>
    /// <returns>Whether there is something to change for it.</returns>
    private bool Refresh(Container container, DockerEngine engine)
    {
        var image = Image ?? Config?.Image ?? Await(token => engine.Replacements.ImageToPullAsync(container, token));
        if (!ShouldProcess(image, $"Pull image to {engine.Endpoint}"))
        {
            return true;
        }

        var bar = new PullBar(Post, this, image);
        try
        {
            var pulled = Await(token => engine.Images.PullAsync(image, null, null, bar, token));
            return Config is not null || pulled.Id != container.ImageId;
        }
        finally
        {
            bar.End();
            WritePosted();
        }
    }
}
