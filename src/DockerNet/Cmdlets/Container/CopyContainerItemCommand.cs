using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Copies files and folders from this machine into a container, or from a container to this machine.</summary>
[Cmdlet(VerbsCommon.Copy, "ContainerItem", SupportsShouldProcess = true)]
[OutputType(typeof(FileInfo), typeof(DirectoryInfo), typeof(Container))]
public sealed class CopyContainerItemCommand : DockerCmdlet
{
    /// <summary>What to copy: a path of this machine, or container:/path; with /. at its end, what is in the folder.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Where to: container:/path, or a path of this machine.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Overwrites files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Copies what a symbolic link leads to instead of the link.</summary>
    [Parameter]
    public SwitchParameter FollowLink { get; set; }

    /// <summary>Emits what was copied on this machine, or the container it was copied into.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isDrive = CopyPath.DrivesOf(SessionState);
        var to = CopyPath.Parse(Destination, isDrive);
        foreach (var path in Path)
        {
            var from = CopyPath.Parse(path, isDrive);
            Try(() =>
            {
                if ((from.Container is null) == (to.Container is null))
                {
                    throw InputError.Invalid("InvalidCopy", $"Neither or both of '{path}' and '{Destination}' are in a container.", path, "Give one of them as container:/path, the other as a path of this machine.");
                }

                if (from.Container is not null)
                {
                    CopyOut(from, path);
                }
                else
                {
                    CopyIn(path, to);
                }
            });
        }
    }

    private void CopyOut(CopyPath from, string path)
    {
        var destination = this.FullPath(Destination);
        foreach (var container in Find([new ContainerRef(from.Container!)]))
        {
            if (ShouldProcess(destination, $"Copy from {path}"))
            {
                var target = Copying(path, (options, token) => EngineOf(container.Engine).Files.CopyOutAsync(container, from.Path, destination, options, token));
                if (PassThru)
                {
                    WriteObject(Directory.Exists(target) ? new DirectoryInfo(target) : new FileInfo(target));
                }
            }
        }
    }

    private void CopyIn(string path, CopyPath to)
    {
        // "folder/." stands for what is in it, which resolving would lose.
        var contents = path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("\\.", StringComparison.Ordinal);
        foreach (var source in this.ExistingFiles(contents ? path[..^1] : path))
        {
            foreach (var container in Find([new ContainerRef(to.Container!)]))
            {
                if (ShouldProcess($"{container.Name}:{to.Path}", $"Copy {source}"))
                {
                    Try(() => Copying(source, async (options, token) =>
                    {
                        await EngineOf(container.Engine).Files.CopyInAsync(contents ? System.IO.Path.Join(source, ".") : source, container, to.Path, options, token).ConfigureAwait(false);
                        return true;
                    }));
                    if (PassThru)
                    {
                        WriteObject(container);
                    }
                }
            }
        }
    }

    private T Copying<T>(string what, Func<CopyOptions, CancellationToken, Task<T>> copy)
    {
        var bar = new TransferBar(Post, this, $"Copying {what}");
        try
        {
            var options = new CopyOptions
            {
                Force = Force,
                FollowLink = FollowLink,
                Refused = refused => Post(() => WriteError(refused.ErrorRecord)),
                Copied = bar.Report,
            };
            return Await(token => copy(options, token));
        }
        finally
        {
            bar.End();
            WritePosted();
        }
    }
}
