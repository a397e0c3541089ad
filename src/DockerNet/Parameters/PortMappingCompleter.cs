namespace DockerNet;

/// <summary>Completes mappings that containers have.</summary>
public sealed class PortMappingCompleter : PublishedPortCompleter
{
    private protected override string Text(PortBinding binding) => new PortMapping(binding with { HostAddress = null }).ToString();
}
