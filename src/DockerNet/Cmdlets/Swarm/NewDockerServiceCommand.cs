using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Creates a service in a swarm.</summary>
[Cmdlet(VerbsCommon.New, "DockerService", SupportsShouldProcess = true)]
[OutputType(typeof(Service))]
public sealed class NewDockerServiceCommand : ServiceSettingsCmdlet
{
    /// <summary>The image.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string Image { get; set; } = "";

    /// <summary>The command's arguments; one string with blanks is split into words.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true)]
    public string[] Command { get; set; } = [];

    /// <summary>The name; the engine chooses one where none is given.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>One task on each node that fits, instead of a number of replicas.</summary>
    [Parameter]
    public SwitchParameter Global { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        Try(() =>
        {
            var settings = CommonSettings() with { Name = Name, Image = Image, Command = Command.Length == 0 ? null : CommandWords.Of(Command), Global = Global };
            settings.Validate();
            foreach (var engine in Engines())
            {
                Try(() =>
                {
                    var here = WithFullSources(settings, engine);
                    if (ShouldProcess(Name ?? Image, "Create service"))
                    {
                        var created = Await(token => engine.Services.CreateAsync(here, ImageLookup, Warn, token));
                        WriteObject(WaitFor(engine, created, rollbackIsFailure: false));
                    }
                });
            }
        });
    }
}
