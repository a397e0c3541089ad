using System.Globalization;

namespace DockerNet;

/// <summary>Completes container ports that are published.</summary>
public sealed class ContainerPortCompleter : PublishedPortCompleter
{
    private protected override string Text(PortBinding binding) => string.Create(CultureInfo.InvariantCulture, $"{binding.ContainerPort}");
}
