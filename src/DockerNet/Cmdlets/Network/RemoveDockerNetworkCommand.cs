using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Removes networks.</summary>
[Cmdlet(VerbsCommon.Remove, "DockerNetwork", SupportsShouldProcess = true, DefaultParameterSetName = "Network")]
[OutputType(typeof(void))]
public sealed class RemoveDockerNetworkCommand : ParallelDockerCmdlet
{
    /// <summary>The networks.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Network")]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef[] Network { get; set; } = [];

    /// <summary>Disconnects the containers on it first.</summary>
    [Parameter(ParameterSetName = "Network")]
    public SwitchParameter Force { get; set; }

    /// <summary>All networks that no container, running or stopped, and no service uses.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Unused")]
    public SwitchParameter Unused { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Those of the engine itself cannot be removed: a pattern passes them over, a name is told so.
        foreach (var network in Unused ? FindUnused() : Find(Network).Where(network => !network.Predefined || !Array.Exists(Network, reference => reference.IsPattern)))
        {
            if (ShouldProcess(network.Name, Force ? "Disconnect all containers and remove network" : "Remove network"))
            {
                var engine = EngineOf(network.Engine);
                InParallel(token => engine.Networks.RemoveAsync(network, Force, token));
            }
        }
    }

    private List<Network> FindUnused()
    {
        var found = new List<Network>();
        foreach (var engine in Engines())
        {
            Try(() => found.AddRange(Await(async token =>
                await engine.Networks.WhereUnusedAsync(await engine.Networks.ListAsync([], [], token).ConfigureAwait(false), token).ConfigureAwait(false))));
        }

        return found;
    }
}
