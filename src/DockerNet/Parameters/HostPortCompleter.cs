using System.Globalization;

namespace DockerNet;

/// <summary>Completes host ports that containers publish.</summary>
public sealed class HostPortCompleter : PublishedPortCompleter
{
    private protected override string Text(PortBinding binding) => string.Create(CultureInfo.InvariantCulture, $"{binding.HostPort}");
}
