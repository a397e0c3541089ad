using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets services of a swarm.</summary>
[Cmdlet(VerbsCommon.Get, "DockerService")]
[OutputType(typeof(Service))]
public sealed class GetDockerServiceCommand : DockerCmdlet
{
    /// <summary>The services; all where none is named.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ServiceCompleter))]
    public ServiceRef[] Service { get; set; } = [new("*")];

    /// <summary>Labels that must all fit; an empty value fits any.</summary>
    [Parameter]
    public IDictionary? Label { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var labels = Label.ToText();
        foreach (var service in Find(Service))
        {
            if (labels.All(label => service.Labels.TryGetValue(label.Key, out var value) && (label.Value.Length == 0 || label.Value == value)))
            {
                WriteObject(service);
            }
        }
    }
}
