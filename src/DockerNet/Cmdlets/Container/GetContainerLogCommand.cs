using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets what containers have written, line by line, or with -Follow what they write.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerLog")]
[Alias("dlogs")]
[OutputType(typeof(LogLine))]
public sealed class GetContainerLogCommand : DockerCmdlet
{
    private readonly List<Container> _followed = [];

    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>Goes on with the lines that come, of all containers at the same time.</summary>
    [Parameter]
    public SwitchParameter Follow { get; set; }

    /// <summary>How many lines from the end.</summary>
    [Parameter]
    [Alias("Last")]
    [ValidateRange(0, int.MaxValue)]
    public int? Tail { get; set; }

    /// <summary>Only lines from then on: a date, a time span ago, or a duration such as 10m.</summary>
    [Parameter]
    public Moment? Since { get; set; }

    /// <summary>Only lines until then.</summary>
    [Parameter]
    public Moment? Until { get; set; }

    /// <summary>Shows each line with its time.</summary>
    [Parameter]
    public SwitchParameter Timestamps { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            if (Follow)
            {
                _followed.Add(container);
            }
            else
            {
                Try(() =>
                {
                    foreach (var line in Stream(Log(container)))
                    {
                        WriteObject(line);
                    }
                });
            }
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_followed.Count == 0)
        {
            return;
        }

        foreach (var line in Merge([.. _followed.Select(Log)]))
        {
            WriteObject(line);
        }
    }

    private Func<CancellationToken, IAsyncEnumerable<LogLine>> Log(Container container)
    {
        var (engine, query) = (EngineOf(container.Engine), new LogQuery { Follow = Follow, Tail = Tail, Since = Since, Until = Until });
        return token => engine.Logs.ReadAsync(container, query, Timestamps, token);
    }
}
