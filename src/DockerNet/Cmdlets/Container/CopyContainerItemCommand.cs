using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Copies files and folders from this machine into a container, or from a container to this machine.</summary>
[Cmdlet(VerbsCommon.Copy, "ContainerItem", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo), typeof(Container))]
public sealed class CopyContainerItemCommand : ItemCopyCmdlet<Container>
{
    private protected override string Word => "container";

    private protected override IEnumerable<Container> FindOwners(string name) => Find([new ContainerRef(name)]);

    private protected override string NameOf(Container owner) => owner.Name;

    private protected override Task<string> CopyOutAsync(Container owner, string path, string destination, CopyOptions options, CancellationToken cancellationToken) =>
        EngineOf(owner.Engine).Files.CopyOutAsync(owner, path, destination, options, cancellationToken);

    private protected override Task CopyInAsync(string source, Container owner, string path, CopyOptions options, CancellationToken cancellationToken) =>
        EngineOf(owner.Engine).Files.CopyInAsync(source, owner, path, options, cancellationToken);
}
