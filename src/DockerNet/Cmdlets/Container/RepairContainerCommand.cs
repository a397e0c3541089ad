using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Finishes or undoes replacements of containers that were broken off.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(Container))]
public sealed class RepairContainerCommand : DockerCmdlet
{
    /// <summary>The names that the containers had; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ReplacementCompleter))]
    public string[] Container { get; set; } = ["*"];

    /// <summary>Puts the old containers back though the new ones are all there.</summary>
    [Parameter]
    public SwitchParameter Undo { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var patterns = Container.Select(name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase)).ToList();
        foreach (var engine in Engines())
        {
            Try(() =>
            {
                foreach (var unfinished in Await(engine.Replacements.FindUnfinishedAsync).Where(found => found.Containers.Any(name => patterns.Exists(pattern => pattern.IsMatch(name)))))
                {
                    var finish = unfinished.IsPastReturn || (unfinished.IsComplete && !Undo);
                    if (ShouldProcess(string.Join(", ", unfinished.Containers), finish ? "Finish replacing container" : "Undo replacing container"))
                    {
                        Try(() => WriteObject(Await(token => engine.Replacements.RepairAsync(unfinished, finish, token)), enumerateCollection: true));
                    }
                }
            });
        }
    }
}
