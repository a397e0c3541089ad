using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Creates a container.</summary>
[Cmdlet(VerbsCommon.New, "Container", SupportsShouldProcess = true, DefaultParameterSetName = "Image")]
[OutputType(typeof(Container))]
public sealed class NewContainerCommand : DockerCmdlet
{
    /// <summary>A configuration made by New-ContainerConfig.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Config")]
    public ContainerConfig? Config { get; set; }

    /// <summary>The image.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Image")]
    [ValidateNotNullOrEmpty]
    public string Image { get; set; } = "";

    /// <summary>The command and its arguments; one string with blanks is split into words.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true, ParameterSetName = "Image")]
    public string[] Command { get; set; } = [];

    /// <summary>The name; the engine chooses one where none is given.</summary>
    [Parameter(ParameterSetName = "Image")]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The networks, each by name or in the long form name=…,alias=…,ip=….</summary>
    [Parameter(ParameterSetName = "Image")]
    [Alias("Net")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkAttachment[] Network { get; set; } = [];

    /// <summary>Environment variables.</summary>
    [Parameter(ParameterSetName = "Image")]
    public IDictionary? Environment { get; set; }

    /// <summary>Labels.</summary>
    [Parameter(ParameterSetName = "Image")]
    public IDictionary? Label { get; set; }

    /// <summary>Keeps stdin open.</summary>
    [Parameter(ParameterSetName = "Image")]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Gives it a terminal.</summary>
    [Parameter(ParameterSetName = "Image")]
    public SwitchParameter Tty { get; set; }

    /// <summary>Has the engine remove it when it ends.</summary>
    [Parameter(ParameterSetName = "Image")]
    public SwitchParameter AutoRemove { get; set; }

    /// <summary>Starts it too.</summary>
    [Parameter]
    public SwitchParameter Start { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Try(() =>
        {
            var config = Config ?? FromParameters();
            config.Validate();
            var engines = Engine is null && config.Engine is not null ? [EngineOf(config.Engine)] : Engines();
            foreach (var engine in engines)
            {
                if (ShouldProcess(config.Name ?? config.Image, Start ? "Create and start container" : "Create container"))
                {
                    Try(() => WriteObject(Await(token => engine.Containers.CreateAsync(config, Start, token))));
                }
            }
        });
    }

    private ContainerConfig FromParameters() => new()
    {
        Image = Image,
        Name = Name,
        Command = CommandWords.Of(Command),
        Networks = Network,
        Environment = Environment.ToText(),
        Labels = Label.ToText(),
        Interactive = Interactive,
        Tty = Tty,
        AutoRemove = AutoRemove,
    };
}
