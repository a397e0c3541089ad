using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets the endpoints of containers: on which networks they are, under which addresses and names.</summary>
[Cmdlet(VerbsCommon.Get, "ContainerNetwork")]
[OutputType(typeof(ContainerNetwork))]
public sealed class GetContainerNetworkCommand : DockerCmdlet
{
    /// <summary>The containers; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [new("*")];

    /// <summary>Only endpoints on these networks.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef[] Network { get; set; } = [new("*")];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            Try(() =>
            {
                var engine = EngineOf(container.Engine);
                var endpoints = Await(token => engine.Networks.InspectAsync(container.Id, token));
                WriteObject(endpoints.Where(endpoint => Array.Exists(Network, network => network.Matches(endpoint.Network) || network.Text == endpoint.NetworkId)), enumerateCollection: true);
            });
        }
    }
}
