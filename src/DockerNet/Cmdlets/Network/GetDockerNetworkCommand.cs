using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets networks.</summary>
[Cmdlet(VerbsCommon.Get, "DockerNetwork")]
[OutputType(typeof(Network))]
public sealed class GetDockerNetworkCommand : DockerCmdlet
{
    /// <summary>The networks; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef[] Network { get; set; } = [new("*")];

    /// <summary>Drivers of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NetworkDriverCompleter))]
    public string[] Driver { get; set; } = [];

    /// <summary>Labels that must all fit; an empty value fits any.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Only networks that no container, running or stopped, and no service uses.</summary>
    [Parameter]
    public SwitchParameter Unused { get; set; }

    /// <summary>With the containers on it.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var ofEngine in Find(Network).Where(Fits).GroupBy(network => network.Engine, StringComparer.Ordinal))
        {
            Try(() =>
            {
                var engine = EngineOf(ofEngine.Key);
                IReadOnlyList<Network> networks = [.. ofEngine];
                if (Unused)
                {
                    networks = Await(token => engine.Networks.WhereUnusedAsync(networks, token));
                }

                foreach (var network in networks)
                {
                    WriteObject(Detailed ? network with { Containers = Await(token => engine.Networks.GetEndpointsAsync(network, token)) } : network with { Containers = null });
                }
            });
        }
    }

    private bool Fits(Network network) =>
        (Driver.Length == 0 || Driver.Contains(network.Driver, StringComparer.OrdinalIgnoreCase))
        && Label.ToText().All(label => network.Labels.TryGetValue(label.Key, out var value) && (label.Value.Length == 0 || label.Value == value));
}
