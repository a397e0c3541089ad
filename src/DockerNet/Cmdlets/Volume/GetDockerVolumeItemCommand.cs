using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Gets the files and folders in volumes. No container needs to mount them.</summary>
/// <remarks>The engine has no list of files: it sends the folder whole, which takes as long as copying it.</remarks>
[Cmdlet(VerbsCommon.Get, "DockerVolumeItem")]
[OutputType(typeof(VolumeItem))]
public sealed class GetDockerVolumeItemCommand : DockerCmdlet
{
    /// <summary>The volumes, or volume:/path.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(VolumeCompleter))]
    public VolumeRef[] Volume { get; set; } = [];

    /// <summary>Paths from the volume's root: of a folder what is in it is given, and what fits a wildcard.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = ["/"];

    /// <summary>Gets what is in the folders' folders too.</summary>
    [Parameter]
    public SwitchParameter Recurse { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var reference in Volume)
        {
            var colon = reference.Text.IndexOf(':', StringComparison.Ordinal);
            var (volumes, paths) = colon < 0 ? (reference, Path) : (reference.Named(reference.Text[..colon]), [reference.Text[(colon + 1)..]]);
            foreach (var volume in Find([volumes]))
            {
                foreach (var path in paths)
                {
                    Try(() => WriteObject(Items(volume, path), enumerateCollection: true));
                }
            }
        }
    }

    private IEnumerable<VolumeItem> Items(Volume volume, string path)
    {
        var files = EngineOf(volume.Engine).VolumeFiles;
        if (!WildcardPattern.ContainsWildcardCharacters(path))
        {
            return Stream(token => files.ListAsync(volume, path, Recurse, token));
        }

        // A wildcard stands for parts of one name: each name of the path is matched with its own.
        var patterns = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var fixedPart = $"/{string.Join('/', patterns.TakeWhile(pattern => !WildcardPattern.ContainsWildcardCharacters(pattern)))}";
        var matchers = patterns.Select(pattern => WildcardPattern.Get(pattern, WildcardOptions.None)).ToList();
        return Stream(token => files.ListAsync(volume, fixedPart, recurse: true, token)).Where(item => Fits(item, matchers));
    }

    private bool Fits(VolumeItem item, List<WildcardPattern> matchers)
    {
        var names = item.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return (names.Length == matchers.Count || (Recurse && names.Length > matchers.Count)) && matchers.Zip(names).All(pair => pair.First.IsMatch(pair.Second));
    }
}
