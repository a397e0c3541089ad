using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>A cmdlet that changes of an existing container what the engine cannot: the container is replaced by one that has the change.</summary>
public abstract class ContainerReplacementCmdlet : DockerCmdlet
{
    private const int ActivityId = 0x2E91;

    /// <summary>Gives up files that the container changed; otherwise an image keeps them.</summary>
    [Parameter]
    public SwitchParameter DiscardChanges { get; set; }

    /// <summary>Leaves the old container, stopped and under another name.</summary>
    [Parameter]
    public SwitchParameter KeepOriginal { get; set; }

    /// <summary>How long the new container may take until it runs, or is healthy.</summary>
    [Parameter]
    [Duration]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Replaces a container, once the user agrees, and emits the new one.</summary>
    /// <param name="container">The container.</param>
    /// <param name="change">What is done, the container's name included, as -Confirm asks for it.</param>
    /// <param name="apply">Makes its new configuration of the one it has.</param>
    /// <param name="refreshImage">Whether its image is taken afresh by its name.</param>
    private protected void Replace(Container container, string change, Func<ContainerConfig, ContainerConfig> apply, bool refreshImage = false)
    {
        Try(() =>
        {
            var options = new ReplacementOptions { DiscardChanges = DiscardChanges, KeepOriginal = KeepOriginal, RefreshImage = refreshImage, Timeout = Timeout };
            var engine = EngineOf(container.Engine);
            var plan = Await(token => engine.Replacements.PlanAsync(container, apply, options, token));
            if (IsWhatIf)
            {
                foreach (var step in plan.Steps)
                {
                    ShouldProcess(step, step, change);
                }
            }
            else if (IsAgreed(container, plan, change))
            {
                WriteObject(Run(container, plan));
                plan.Warnings.ToList().ForEach(WriteWarning);
            }
        });
    }

    private Container Run(Container container, ContainerReplacement plan)
    {
        var activity = $"Replacing {container.Name}";
        try
        {
            return Await(token => plan.RunAsync(
                (step, number, count) => Post(() => WriteProgress(new(ActivityId, activity, step) { PercentComplete = 100 * number / count })),
                token));
        }
        finally
        {
            WriteProgress(new(ActivityId, activity, "Done") { RecordType = ProgressRecordType.Completed });
        }
    }

    /// <summary>Asks for what interrupts something that runs. A container that does not run loses nothing by it: for that one only who wants to
    /// be asked about everything is.</summary>
    private bool IsAgreed(Container container, ContainerReplacement plan, string change)
    {
        var interrupts = plan.Containers.Count > 1 || container.State is ContainerState.Running or ContainerState.Paused or ContainerState.Restarting;
        var asksAll = MyInvocation.BoundParameters.ContainsKey("Confirm")
            || (SessionState.PSVariable.GetValue("ConfirmPreference") is ConfirmImpact preference && preference is ConfirmImpact.Low or ConfirmImpact.Medium);
        var others = plan.Containers.Skip(1).ToList();
        return (!interrupts && !asksAll) || ShouldProcess(
            $"{change}: {string.Join("; ", plan.Steps)}",
            $"{change}? It is stopped and replaced by a new container{(others.Count > 0 ? $", and so are those that need it: {string.Join(", ", others)}" : "")}.",
            "Replace container");
    }
}
