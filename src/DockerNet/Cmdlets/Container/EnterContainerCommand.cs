using System.Collections;
using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Opens a shell in a running container on the user's terminal.</summary>
[Cmdlet(VerbsCommon.Enter, "Container", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class EnterContainerCommand : DockerCmdlet
{
    /// <summary>The better shell where there is one.</summary>
    private static readonly string[] UnixShell = ["/bin/sh", "-c", "command -v bash >/dev/null 2>&1 && exec bash || exec sh"];
    private static readonly string[] WindowsShell = ["cmd"];

    /// <summary>The container.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef Container { get; set; } = new("");

    /// <summary>The command to run, with its arguments, instead of bash or sh; one string with blanks is split into words.</summary>
    [Parameter(Position = 1, ValueFromRemainingArguments = true)]
    public string[] Command { get; set; } = [];

    /// <summary>The user, name|uid[:group|gid].</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The working directory.</summary>
    [Parameter]
    [Alias("Workdir")]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>Environment variables.</summary>
    [Parameter]
    [Alias("Env")]
    public IDictionary? Environment { get; set; }

    /// <summary>The keys that leave the shell without ending it, such as ctrl-p,ctrl-q.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DetachKeys { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find([Container]))
        {
            Try(() =>
            {
                if (ShouldProcess(container.Name, "Enter container"))
                {
                    Enter(container, EngineOf(container.Engine));
                }
            });
        }
    }

    private void Enter(Container container, DockerEngine engine)
    {
        using var terminal = Terminal.Open(container.Name);
        var words = CommandWords.Of(Command);
        if (words.Count == 0)
        {
            var info = Await(engine.System.GetInfoAsync);
            words = info.OSType is "windows" ? WindowsShell : UnixShell;
        }

        var command = new ContainerCommand
        {
            Words = words,
            Interactive = true,
            Tty = true,
            Size = Terminal.Size,
            User = User,
            WorkingDirectory = WorkingDirectory,
            Environment = Environment.ToText(),
            DetachKeys = DetachKeys ?? Await(DockerEngine.DetachKeysAsync),
        };
        using var run = new CommandRun(this, Await(token => engine.Commands.StartAsync(container, command, token)), new(words, AsBytes: false, PassThru: false));
        run.RunOnTerminal(terminal);
    }
}
