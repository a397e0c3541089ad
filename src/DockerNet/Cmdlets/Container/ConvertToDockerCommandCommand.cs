using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Makes the line of the docker CLI that makes a container or a network again.</summary>
[Cmdlet(VerbsData.ConvertTo, "DockerCommand")]
[OutputType(typeof(string))]
public sealed class ConvertToDockerCommandCommand : DockerCmdlet
{
    /// <summary>The containers, configurations of containers, or networks; a name is a container's, else a network's.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("Container", "Network", "Config")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public DockerCommandSource[] InputObject { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var source in InputObject)
        {
            if (source.Config is { } config)
            {
                Try(() => WriteObject(DockerCommand.Of(config)));
            }
            else if (source.Network is { } network)
            {
                WriteNetworks(network);
            }
            else if (source.Name is { } name && IsNetwork(name))
            {
                WriteNetworks(new(name));
            }
            else
            {
                foreach (var container in Find([source.Container!]))
                {
                    Try(() => WriteObject(Await(token => EngineOf(container.Engine).Containers.GetDockerCommandAsync(container, token))));
                }
            }
        }
    }

    private void WriteNetworks(NetworkRef reference)
    {
        foreach (var network in Find([reference]))
        {
            Try(() => WriteObject(DockerCommand.Of(network)));
        }
    }

    /// <summary>Whether a name is no container's but a network's; where it is neither, the container is what is missing.</summary>
    private bool IsNetwork(string name) => !WildcardPattern.ContainsWildcardCharacters(name) && Engines() is [var engine, ..] && Await(async token =>
    {
        try
        {
            await engine.Containers.GetAsync(name, token).ConfigureAwait(false);
            return false;
        }
        catch (DockerNetException e) when (e.ErrorId is "ContainerNotFound")
        {
            return (await engine.Networks.ListAsync([], [], token).ConfigureAwait(false)).Any(network => network.Name == name || network.Id == name);
        }
    });
}
