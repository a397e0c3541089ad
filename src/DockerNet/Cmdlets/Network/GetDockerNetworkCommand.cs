using System.Collections;
using System.Management.Automation;
using DockerNet.Engine;

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
        foreach (var network in Network.SelectMany(reference => Ask(reference, (engine, token) => ListAsync(engine, reference, token))))
        {
            WriteObject(network);
        }
    }

    private async Task<IReadOnlyList<Network>> ListAsync(DockerEngine engine, NetworkRef reference, CancellationToken cancellationToken)
    {
        IReadOnlyList<Network> found = reference.IsPattern
            ? [.. (await engine.Networks.ListAsync([], [], cancellationToken).ConfigureAwait(false)).Where(network => reference.Matches(network.Name))]
            : [await engine.Networks.GetAsync(reference.Text, cancellationToken).ConfigureAwait(false)];
        found = [.. found.Where(Fits)];
        if (Unused)
        {
            found = await engine.Networks.WhereUnusedAsync(found, cancellationToken).ConfigureAwait(false);
        }

        var networks = new List<Network>();
        foreach (var network in found)
        {
            networks.Add(network with { Containers = Detailed ? await engine.Networks.GetEndpointsAsync(network, cancellationToken).ConfigureAwait(false) : null });
        }

        return networks;
    }

    private bool Fits(Network network) =>
        (Driver.Length == 0 || Driver.Contains(network.Driver, StringComparer.OrdinalIgnoreCase))
        && Label.ToText().All(label => network.Labels.TryGetValue(label.Key, out var value) && (label.Value.Length == 0 || label.Value == value));
}
