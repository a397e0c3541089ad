using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets what happened on engines, or with -Follow what happens.</summary>
[Cmdlet(VerbsCommon.Get, "DockerEvent")]
[OutputType(typeof(DockerEvent))]
public sealed class GetDockerEventCommand : DockerCmdlet
{
    /// <summary>Goes on with the events that come.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>Only events from then on: a date, a time span ago, or a duration such as 10m.</summary>
    [Parameter]
    public Moment? Since { get; set; }

    /// <summary>Only events until then.</summary>
    [Parameter]
    public Moment? Until { get; set; }

    /// <summary>The kinds of things it happened to, of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EventTypeCompleter))]
    public string[] Type { get; set; } = [];

    /// <summary>What happened, of which one must fit.</summary>
    [Parameter]
    [Alias("Event")]
    [ArgumentCompleter(typeof(EventActionCompleter))]
    public string[] Action { get; set; } = [];

    /// <summary>Containers of which one must fit.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>Networks of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef[] Network { get; set; } = [];

    /// <summary>Volumes of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public string[] Volume { get; set; } = [];

    /// <summary>Images of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ImageCompleter))]
    public ImageRef[] Image { get; set; } = [];

    /// <summary>Labels that must all fit; an empty value fits any.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    private readonly List<ContainerRef> _containers = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _containers.AddRange(Container);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        var filters = new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal)
        {
            ["type"] = Type,
            ["event"] = Action,
            ["container"] = [.. _containers.Select(container => container.Text)],
            ["network"] = [.. Network.Select(network => network.Text)],
            ["volume"] = Volume,
            ["image"] = [.. Image.Select(image => image.Text)],
            ["label"] = Label.ToLabelFilter(),
        };
        var query = new EventQuery { Follow = Follow, Since = Since, Until = Until, Filters = filters };
        var engines = _containers.Find(container => container.Engine is not null) is { } one && Engine is null ? Engines(one) : Engines();
        foreach (var happened in Merge([.. engines.Select(engine => (Func<CancellationToken, IAsyncEnumerable<DockerEvent>>)(token => engine.Events.ReadAsync(query, token)))]))
        {
            WriteObject(happened);
        }
    }
}
