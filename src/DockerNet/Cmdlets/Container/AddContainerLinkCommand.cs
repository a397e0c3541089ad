using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Adds links to other containers to a configuration.</summary>
[Cmdlet(VerbsCommon.Add, "ContainerLink")]
[OutputType(typeof(ContainerConfig))]
public sealed class AddContainerLinkCommand : DockerCmdlet
{
    /// <summary>The links, container[:alias], or the other containers themselves.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerLink[] Link { get; set; } = [];

    /// <summary>The name that the other container is to have here, where there is only one link.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Alias { get; set; }

    /// <summary>The configuration that they are added to.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public ContainerConfig? Config { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Try(() =>
    {
        if (Alias is not null && Link.Length > 1)
        {
            throw InputError.Invalid("ConflictingParameters", $"{Link.Length} links cannot all have the alias '{Alias}'.", Alias, "Write each as container:alias.");
        }

        var changed = Config! with { Links = [.. Config!.Links, .. Link.Select(link => Alias is null ? link : link with { Alias = Alias })] };
        changed.Validate();
        WriteObject(changed);
    });
}
