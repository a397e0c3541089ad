using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Creates a container.</summary>
[Cmdlet(VerbsCommon.New, "Container", SupportsShouldProcess = true, DefaultParameterSetName = DefaultSet)]
[OutputType(typeof(Container))]
public sealed class NewContainerCommand : ContainerConfigCmdlet
{
    /// <summary>Starts it too.</summary>
    [Parameter]
    public SwitchParameter Start { get; set; }

    /// <inheritdoc/>
    private protected override void Process(ContainerConfig config)
    {
        // One after the other: what comes later in the pipeline may share the network of what came before.
        foreach (var engine in Engine is null && config.Engine is not null ? [EngineOf(config.Engine)] : Engines())
        {
            if (ShouldProcess(config.Name ?? config.Image, Start ? "Create and start container" : "Create container"))
            {
                var bar = new PullBar(Post, this, config.Image);
                Try(() =>
                {
                    try
                    {
                        WriteObject(Await(token => engine.Containers.CreateAsync(config, Start, bar, token)));
                    }
                    finally
                    {
                        bar.End();
                    }
                });
            }
        }
    }
}
