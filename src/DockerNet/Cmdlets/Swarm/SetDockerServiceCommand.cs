using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Changes services: what is named is set, all else is kept. With -Wait alone it only waits.</summary>
[Cmdlet(VerbsCommon.Set, "DockerService", SupportsShouldProcess = true, DefaultParameterSetName = "Change")]
[OutputType(typeof(Service))]
public sealed class SetDockerServiceCommand : ServiceSettingsCmdlet
{
    /// <summary>The services.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceRef[] Service { get; set; } = [];

    /// <summary>The image.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public string? Image { get; set; }

    /// <summary>The command's arguments; one string with blanks is split into words, an empty array is the image's own command.</summary>
    [Parameter]
    public string[]? Command { get; set; }

    /// <summary>Replaces all tasks though nothing else changes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Sets the service back to what it was before its last change.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Rollback")]
    public SwitchParameter Rollback { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var settings = default(ServiceSettings);
        if (!Try(() =>
        {
            settings = CommonSettings() with { Image = Image, Command = Command is null ? null : CommandWords.Of(Command), ForceUpdate = Force };
            settings.Validate();
            if (Rollback && !settings.IsEmpty)
            {
                throw InputError.Invalid("ConflictingParameters", "A rollback sets all back: nothing else can be set with it.", null, "Give -Rollback alone, or with -Wait.");
            }
        }))
        {
            return;
        }

        foreach (var service in Find(Service))
        {
            Try(() => Change(service, settings!));
        }
    }

    private void Change(Service service, ServiceSettings settings)
    {
        var engine = EngineOf(service.Engine);
        settings = WithFullSources(settings, engine);
        if (settings.IsEmpty && !Rollback)
        {
            WriteObject(WaitFor(engine, service, rollbackIsFailure: false));
        }
        else if (ShouldProcess(service.Name, Rollback ? "Roll back service" : "Change service"))
        {
            var changed = Rollback
                ? Await(token => engine.Services.RollbackAsync(service, token))
                : Await(token => engine.Services.ChangeAsync(service, settings, ImageLookup, Warn, token));
            WriteObject(WaitFor(engine, changed, rollbackIsFailure: !Rollback));
        }
    }
}
