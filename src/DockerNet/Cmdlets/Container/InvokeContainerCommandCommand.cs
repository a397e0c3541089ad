using System.Collections;
using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Runs a command in running containers. What comes through the pipeline is the command's input, or, where no container
/// is named, the containers.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContainerCommand", SupportsShouldProcess = true, DefaultParameterSetName = Named)]
[Alias("dexec")]
[OutputType(typeof(string), typeof(byte), typeof(ContainerCommandResult))]
public sealed class InvokeContainerCommandCommand : DockerCmdlet
{
    private const string Named = "Named";
    private const string Piped = "Piped";

    private readonly List<CommandRun> _runs = [];
    private bool _takesInput;

    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = Named)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = Piped)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>The command and its arguments; one string with blanks is split into words.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromRemainingArguments = true, ParameterSetName = Named)]
    [Parameter(Mandatory = true, ParameterSetName = Piped)]
    [ValidateNotNullOrEmpty]
    public string[] Command { get; set; } = [];

    /// <summary>What the command reads: bytes as they are, anything else as a line of text.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = Named)]
    public PSObject? InputObject { get; set; }

    /// <summary>Connects the standard input; with -Tty, the console.</summary>
    [Parameter]
    public SwitchParameter Interactive { get; set; }

    /// <summary>Gives the command a terminal.</summary>
    [Parameter]
    public SwitchParameter Tty { get; set; }

    /// <summary>Environment variables.</summary>
    [Parameter]
    [Alias("Env")]
    public IDictionary? Environment { get; set; }

    /// <summary>The user, name|uid[:group|gid].</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? User { get; set; }

    /// <summary>The working directory.</summary>
    [Parameter]
    [Alias("Workdir")]
    [ValidateNotNullOrEmpty]
    public string? WorkingDirectory { get; set; }

    /// <summary>Gives the command all rights.</summary>
    [Parameter]
    public SwitchParameter Privileged { get; set; }

    /// <summary>Leaves the command to itself.</summary>
    [Parameter]
    public SwitchParameter Detach { get; set; }

    /// <summary>Emits bytes instead of lines.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Emits one object a container with exit code, output and error output, and takes no exit code for an error.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _takesInput = MyInvocation.BoundParameters.ContainsKey(nameof(Container)) && (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)));
        if ((Detach && (Interactive || Tty || _takesInput || PassThru || AsByteStream)) || (Tty && (_takesInput || AsByteStream)))
        {
            ThrowTerminatingError(InputError.Invalid(
                "ConflictingParameters",
                Detach ? "A command that is left to itself has neither input nor output here." : "A terminal takes its input from the console, and its output is text.",
                null,
                Detach ? "Leave out -Detach." : "Leave out -Tty.").ErrorRecord);
        }

        if (_takesInput)
        {
            ForEach((container, command) =>
            {
                var run = Start(container, command);
                _runs.Add(run);
                run.Begin();
            });
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_takesInput)
        {
            ForEach(Run);
            return;
        }

        // One whose input fails is told of once, and the others go on.
        foreach (var run in _runs.ToList().Where(run => !Try(() => run.Write(InputObject))))
        {
            _runs.Remove(run);
            run.Dispose();
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach (var run in _runs)
        {
            Try(run.Finish);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _runs.ForEach(run => run.Dispose());
        }
    }

    private void ForEach(Action<Container, ContainerCommand> work)
    {
        foreach (var container in Find(Container))
        {
            Try(() =>
            {
                var command = new ContainerCommand
                {
                    Words = CommandWords.Of(Command),
                    Interactive = Interactive || _takesInput,
                    Tty = Tty,
                    Size = Tty && Terminal.IsThere ? Terminal.Size : null,
                    Environment = Environment.ToText(),
                    User = User,
                    WorkingDirectory = WorkingDirectory,
                    Privileged = Privileged,
                };
                if (ShouldProcess(container.Name, $"Run {string.Join(' ', command.Words)}"))
                {
                    work(container, command);
                }
            });
        }
    }

    private CommandRun Start(Container container, ContainerCommand command) => new(
        this,
        Await(token => EngineOf(container.Engine).Commands.StartAsync(container, command, token)),
        new(command.Words, AsByteStream, PassThru));

    private void Run(Container container, ContainerCommand command)
    {
        if (Detach)
        {
            Await(token => EngineOf(container.Engine).Commands.DetachAsync(container, command, token));
            return;
        }

        // Before the command is started, for then it is too late to find that there is none.
        using var terminal = Interactive && Tty ? Terminal.Open(container.Name) : null;
        using var run = Start(container, command);
        if (terminal is not null)
        {
            run.RunOnTerminal(terminal);
        }
        else if (Interactive)
        {
            run.RunWithStandardInput();
        }
        else
        {
            run.Finish();
        }
    }
}
