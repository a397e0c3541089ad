using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets what the tasks of services have written, on all nodes, line by line.</summary>
[Cmdlet(VerbsCommon.Get, "DockerServiceLog")]
[OutputType(typeof(ServiceLogLine))]
public sealed class GetDockerServiceLogCommand : DockerCmdlet
{
    /// <summary>The services.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceRef[] Service { get; set; } = [];

    /// <summary>Goes on with the lines that come.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>How many lines of each task from the end.</summary>
    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Only lines from then on.</summary>
    [Parameter]
    public Moment? Since { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = new ServiceLogQuery { Follow = Follow, Tail = Tail, Since = Since };
        foreach (var service in Find(Service))
        {
            Try(() =>
            {
                var engine = EngineOf(service.Engine);
                foreach (var line in Stream(token => engine.ServiceLogs.ReadAsync(service, query, token)))
                {
                    WriteObject(line);
                }
            });
        }
    }
}
