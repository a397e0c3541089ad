using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Adds links to other containers, to a configuration or to containers that exist already.</summary>
[Cmdlet(VerbsCommon.Add, "ContainerLink", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Container), typeof(ContainerConfig))]
public sealed class AddContainerLinkCommand : ContainerReplacementCmdlet
{
    /// <summary>The links, container[:alias], or the other containers themselves.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerLink[] Link { get; set; } = [];

    /// <summary>The containers, or a configuration that the links are added to.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerOrConfig[] Container { get; set; } = [];

    /// <summary>The name that the other container is to have here, where there is only one link.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Alias { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        if (Alias is not null && Link.Length > 1)
        {
            throw InputError.Invalid("ConflictingParameters", $"{Link.Length} links cannot all have the alias '{Alias}'.", Alias, "Write each as container:alias.");
        }

        IReadOnlyList<ContainerLink> links = [.. Link.Select(link => Alias is null ? link : link with { Alias = Alias })];
        foreach (var config in Container.Select(target => target.Config).OfType<ContainerConfig>())
        {
            Try(() => WriteObject(Linked(config, links)));
        }

        foreach (var container in Find(Container.Select(target => target.Container).OfType<ContainerRef>()))
        {
            Replace(container, $"Add link {string.Join(", ", links)} to '{container.Name}'", config => Linked(config, links));
        }
    });

    private static ContainerConfig Linked(ContainerConfig config, IReadOnlyList<ContainerLink> links)
    {
        var linked = config with { Links = [.. config.Links, .. links] };
        linked.Validate();
        return linked;
    }
}
