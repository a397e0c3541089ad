using System.Collections;
using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Creates volumes.</summary>
[Cmdlet(VerbsCommon.New, "DockerVolume", SupportsShouldProcess = true)]
[OutputType(typeof(Volume))]
public sealed class NewDockerVolumeCommand : DockerCmdlet
{
    /// <summary>The names; without one the engine makes an anonymous volume.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>The driver.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(VolumeDriverCompleter))]
    public string? Driver { get; set; }

    /// <summary>Options of the driver.</summary>
    [Parameter]
    public IDictionary? Option { get; set; }

    /// <summary>Labels.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Emits a volume of the name that is there already, whatever its settings, instead of an error.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var name in Name ?? [null!])
        {
            foreach (var engine in Engines())
            {
                if (ShouldProcess(name ?? "(anonymous)", "Create volume"))
                {
                    Try(() => WriteObject(Create(engine, new() { Name = name, Driver = Driver, Options = Option.ToText(), Labels = Label.ToText() })));
                }
            }
        }
    }

    private Volume Create(DockerEngine engine, VolumeConfig config)
    {
        try
        {
            return Await(token => engine.Volumes.CreateAsync(config, token));
        }
        catch (DockerNetException e) when (Force && e.ErrorId is "VolumeExists")
        {
            return Await(token => engine.Volumes.GetAsync(config.Name!, token));
        }
    }
}
