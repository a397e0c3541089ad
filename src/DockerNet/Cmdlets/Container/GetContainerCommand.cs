using System.Collections;
using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Gets containers, in any state.</summary>
[Cmdlet(VerbsCommon.Get, "Container")]
[Alias("dps")]
[OutputType(typeof(Container))]
public sealed class GetContainerCommand : DockerCmdlet
{
    /// <summary>The containers; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>States of which one must fit.</summary>
    [Parameter]
    public ContainerState[] State { get; set; } = [];

    /// <summary>Labels that must all fit; an empty value fits any.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <summary>Networks of which one must fit.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(NetworkCompleter))]
    public NetworkRef[] Network { get; set; } = [];

    /// <summary>Measures what each has written over its image.</summary>
    [Parameter]
    public SwitchParameter Size { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var query = new ContainerQuery
        {
            States = State,
            Labels = Label.ToLabelFilter(),
            Networks = [.. Network.Select(network => network.Text)],
            Size = Size,
        };
        foreach (var reference in Container.Length == 0 ? [new("*")] : Container)
        {
            foreach (var container in Ask(reference, (engine, token) => ListAsync(engine, reference, query, token)))
            {
                WriteObject(container);
            }
        }
    }

    private static async Task<IReadOnlyList<Container>> ListAsync(DockerEngine engine, ContainerRef reference, ContainerQuery query, CancellationToken cancellationToken)
    {
        if (reference.IsPattern)
        {
            return [.. (await engine.Containers.ListAsync(query, cancellationToken).ConfigureAwait(false)).Where(container => reference.Matches(container.Name))];
        }

        var named = await engine.Containers.GetAsync(reference.Text, cancellationToken).ConfigureAwait(false);
        var fitting = query == Any ? [named] : await engine.Containers.ListAsync(query, cancellationToken).ConfigureAwait(false);
        return [.. fitting.Where(container => container.Id == named.Id)];
    }

    private static readonly ContainerQuery Any = new();
}
