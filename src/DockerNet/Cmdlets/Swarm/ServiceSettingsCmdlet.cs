using System.Collections;
using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>What New-DockerService and Set-DockerService have in common: all that can be said of a service, and the wait until all tasks
/// run as they should, and stay so.</summary>
public abstract class ServiceSettingsCmdlet : SwarmWaitCmdlet
{
    /// <summary>More slots than this are told as a sum only.</summary>
    private const int MostTasksShown = 20;

    /// <summary>The networks, each by name or in the long form name=…,alias=….</summary>
    [Parameter]
    [Alias("Net")]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkAttachment[]? Network { get; set; }

    /// <summary>How many tasks.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? Replicas { get; set; }

    /// <summary>Ports to publish: 8080:80 (on every node), or published=…,target=…,mode=host (on the nodes that run a task).</summary>
    [Parameter]
    [Alias("Publish")]
    public PortMapping[]? Port { get; set; }

    /// <summary>vip: one address for all tasks; dnsrr: the name gives the tasks' addresses.</summary>
    [Parameter]
    [ValidateSet("vip", "dnsrr")]
    public string? EndpointMode { get; set; }

    /// <summary>What the tasks mount.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(MountCompleter))]
    public Mount[]? Mount { get; set; }

    /// <summary>Environment variables; a $null value removes one.</summary>
    [Parameter]
    [Alias("Env")]
    public IDictionary? Environment { get; set; }

    /// <summary>Which nodes fit, such as node.labels.disk==ssd.</summary>
    [Parameter]
    public string[]? Constraint { get; set; }

    /// <summary>Labels of the service; a $null value removes one.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>How long a task may take to end by itself before it is killed.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? StopGracePeriod { get; set; }

    /// <summary>How many tasks an update replaces at a time; 0 for all.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? UpdateParallelism { get; set; }

    /// <summary>The time between two of them.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? UpdateDelay { get; set; }

    /// <summary>What to do when new tasks fail.</summary>
    [Parameter]
    [ValidateSet("pause", "continue", "rollback")]
    public string? UpdateFailureAction { get; set; }

    /// <summary>How long a new task is watched for a failure.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? UpdateMonitor { get; set; }

    /// <summary>The share of new tasks that may fail.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? UpdateMaxFailureRatio { get; set; }

    /// <summary>Whether the old task ends before the new one starts, or after.</summary>
    [Parameter]
    [ValidateSet("stop-first", "start-first")]
    public string? UpdateOrder { get; set; }

    /// <summary>How many tasks a rollback replaces at a time; 0 for all.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? RollbackParallelism { get; set; }

    /// <summary>The time between two of them.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RollbackDelay { get; set; }

    /// <summary>What to do when tasks fail on the way back.</summary>
    [Parameter]
    [ValidateSet("pause", "continue")]
    public string? RollbackFailureAction { get; set; }

    /// <summary>How long a task is watched for a failure on the way back.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RollbackMonitor { get; set; }

    /// <summary>The share of tasks that may fail on the way back.</summary>
    [Parameter]
    [ValidateRange(0.0, 1.0)]
    public double? RollbackMaxFailureRatio { get; set; }

    /// <summary>Whether a task ends before its successor starts, on the way back, or after.</summary>
    [Parameter]
    [ValidateSet("stop-first", "start-first")]
    public string? RollbackOrder { get; set; }

    /// <summary>When an ended task is replaced.</summary>
    [Parameter]
    [ValidateSet("none", "on-failure", "any")]
    public string? RestartCondition { get; set; }

    /// <summary>How long until it is.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RestartDelay { get; set; }

    /// <summary>How often at most; 0 for without end.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? RestartMaxAttempts { get; set; }

    /// <summary>The time within which the attempts are counted.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? RestartWindow { get; set; }

    /// <summary>Takes the image by its name, without asking a registry for its digest.</summary>
    [Parameter]
    public SwitchParameter NoResolveImage { get; set; }

    /// <summary>Sends the credential that docker login left for the image's registry to the swarm, so that all its nodes can pull.</summary>
    [Parameter]
    public SwitchParameter WithRegistryAuth { get; set; }

    /// <summary>How the image is found.</summary>
    private protected ServiceImageLookup ImageLookup => new(!NoResolveImage, WithRegistryAuth);

    /// <summary>What the parameters say.</summary>
    private protected ServiceSettings CommonSettings() => new()
    {
        Networks = Network,
        Replicas = Replicas,
        Ports = Port,
        EndpointMode = EndpointMode,
        Mounts = Mount,
        Environment = Environment.ToChanges(),
        Constraints = Constraint,
        Labels = Label.ToChanges(),
        StopGracePeriod = StopGracePeriod,
        UpdatePolicy = new()
        {
            Parallelism = UpdateParallelism,
            Delay = UpdateDelay,
            FailureAction = UpdateFailureAction,
            Monitor = UpdateMonitor,
            MaxFailureRatio = UpdateMaxFailureRatio,
            Order = UpdateOrder,
        },
        RollbackPolicy = new()
        {
            Parallelism = RollbackParallelism,
            Delay = RollbackDelay,
            FailureAction = RollbackFailureAction,
            Monitor = RollbackMonitor,
            MaxFailureRatio = RollbackMaxFailureRatio,
            Order = RollbackOrder,
        },
        RestartPolicy = new()
        {
            Condition = RestartCondition,
            Delay = RestartDelay,
            MaxAttempts = RestartMaxAttempts,
            Window = RestartWindow,
        },
    };

    /// <summary>The settings with the sources of their binds as full paths.</summary>
    private protected ServiceSettings WithFullSources(ServiceSettings settings, DockerEngine engine) =>
        settings with { Mounts = settings.Mounts?.Select(mount => this.WithFullSource(mount, engine.Endpoint, engine.IsLocal)).ToList() };

    /// <summary>Says what the engine warns of, from any thread.</summary>
    private protected void Warn(string warning) => Post(() => WriteWarning(warning));

    /// <summary>Waits for a service, where that is asked for, telling how far each task is.</summary>
    private protected Service WaitFor(DockerEngine engine, Service service, bool rollbackIsFailure)
    {
        if (!Wait)
        {
            return service;
        }

        var shown = new HashSet<int>();
        try
        {
            return Await(token => engine.Services.WaitAsync(service, rollbackIsFailure, Timeout, progress => Post(() => Show(progress, shown)), token));
        }
        finally
        {
            foreach (var id in shown.OrderDescending())
            {
                WriteProgress(new(id, Activity(service.Name), "done") { RecordType = ProgressRecordType.Completed });
            }
        }
    }

    private static string Activity(string service) => $"Waiting for the service {service}";

    private void Show(ServiceProgress progress, HashSet<int> shown)
    {
        var running = $"{progress.Running} of {progress.Desired} tasks run";
        Write(0, Activity(progress.Service.Name), progress.Service.UpdateState is ServiceUpdateState.None or ServiceUpdateState.Completed ? running : $"{running}; {progress.Service.UpdateMessage}", progress.Desired == 0 ? -1 : 100 * progress.Running / progress.Desired);
        if (progress.Tasks.Count > MostTasksShown)
        {
            return;
        }

        foreach (var (task, i) in progress.Tasks.Select((task, i) => (task, i)))
        {
            Write(i + 1, task.Name, ServiceProgress.Describe(task), -1);
        }

        void Write(int id, string activity, string status, int percent)
        {
            shown.Add(id);
            WriteProgress(new(id, activity, status) { ParentActivityId = id == 0 ? -1 : 0, PercentComplete = Math.Min(percent, 100) });
        }
    }
}
