using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Copies files and folders from this machine into a volume, or from a volume to this machine. No container needs to mount it.</summary>
[Cmdlet(VerbsCommon.Copy, "DockerVolumeItem", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo), typeof(Volume))]
public sealed class CopyDockerVolumeItemCommand : ItemCopyCmdlet<Volume>
{
    /// <summary>Copies folders, with all that is in them.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    private protected override string Word => "volume";

    private protected override IEnumerable<Volume> FindOwners(string name) => Find([new VolumeRef(name)]);

    private protected override string NameOf(Volume owner) => owner.Name;

    private protected override CopyOptions Options() => base.Options() with { Recurse = Recurse };

    private protected override Task<string> CopyOutAsync(Volume owner, string path, string destination, CopyOptions options, CancellationToken cancellationToken) =>
        EngineOf(owner.Engine).VolumeFiles.CopyOutAsync(owner, path, destination, options, cancellationToken);

    private protected override Task CopyInAsync(string source, Volume owner, string path, CopyOptions options, CancellationToken cancellationToken) =>
        EngineOf(owner.Engine).VolumeFiles.CopyInAsync(source, owner, path, options, cancellationToken);
}
