using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>A cmdlet that copies files between this machine and something on the engine that has files of its own.</summary>
/// <typeparam name="T">What has the files: a container or a volume.</typeparam>
public abstract class ItemCopyCmdlet<T> : DockerCmdlet
{
    /// <summary>What to copy: a path of this machine, or name:/path; with /. at its end, what is in the folder.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemPathCompleter))]
    public string[] Path { get; set; } = [];

    /// <summary>Where to: name:/path, or a path of this machine.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ItemPathCompleter))]
    public string Destination { get; set; } = "";

    /// <summary>Overwrites files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Copies what a symbolic link leads to instead of the link.</summary>
    [Parameter]
    public SwitchParameter FollowLink { get; set; }

    /// <summary>Emits what was copied on this machine, or what it was copied into.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The word for what has the files.</summary>
    private protected abstract string Word { get; }

    /// <summary>Those that a name or pattern stands for.</summary>
    private protected abstract IEnumerable<T> FindOwners(string name);

    private protected abstract string NameOf(T owner);

    private protected abstract Task<string> CopyOutAsync(T owner, string path, string destination, CopyOptions options, CancellationToken cancellationToken);

    private protected abstract Task CopyInAsync(string source, T owner, string path, CopyOptions options, CancellationToken cancellationToken);

    /// <summary>How to copy, as the parameters say.</summary>
    private protected virtual CopyOptions Options() => new() { Force = Force, FollowLink = FollowLink };

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
                if ((from.Owner is null) == (to.Owner is null))
                {
                    throw InputError.Invalid("InvalidCopy", $"Neither or both of '{path}' and '{Destination}' are in a {Word}.", path, $"Give one of them as {Word}:/path, the other as a path of this machine.");
                }

                if (from.Owner is not null)
                {
                    CopyOut(from.Owner, from.Path, path);
                }
                else
                {
                    CopyIn(path, to.Owner!, to.Path);
                }
            });
        }
    }

    private void CopyOut(string name, string path, string what)
    {
        var destination = this.FullPath(Destination);
        foreach (var owner in FindOwners(name))
        {
            if (ShouldProcess(destination, $"Copy from {what}"))
            {
                var target = Copying(what, (options, token) => CopyOutAsync(owner, path, destination, options, token));
                if (PassThru)
                {
                    WriteObject(this.Item(target));
                }
            }
        }
    }

    private void CopyIn(string path, string name, string destination)
    {
        // "folder/." stands for what is in it, which resolving would lose.
        var contents = path.EndsWith("/.", StringComparison.Ordinal) || path.EndsWith("\\.", StringComparison.Ordinal);
        foreach (var source in this.ExistingFiles(contents ? path[..^1] : path))
        {
            foreach (var owner in FindOwners(name))
            {
                if (ShouldProcess($"{NameOf(owner)}:{destination}", $"Copy {source}"))
                {
                    Try(() => Copying(source, async (options, token) =>
                    {
                        await CopyInAsync(contents ? System.IO.Path.Join(source, ".") : source, owner, destination, options, token).ConfigureAwait(false);
                        return true;
                    }));
                    if (PassThru)
                    {
                        WriteObject(owner);
                    }
                }
            }
        }
    }

    private TResult Copying<TResult>(string what, Func<CopyOptions, CancellationToken, Task<TResult>> copy)
    {
        var bar = new TransferBar(Post, this, $"Copying {what}");
        try
        {
            var options = Options() with
            {
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
