using System.Management.Automation;

namespace DockerNet.Cmdlets;

/// <summary>Runs a command in running containers.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "ContainerCommand", SupportsShouldProcess = true)]
[OutputType(typeof(string), typeof(ContainerCommandResult))]
public sealed class InvokeContainerCommandCommand : DockerCmdlet
{
    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public ContainerRef[] Container { get; set; } = [];

    /// <summary>The command and its arguments; one string with blanks is split into words.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromRemainingArguments = true)]
    [ValidateNotNullOrEmpty]
    public string[] Command { get; set; } = [];

    /// <summary>Emits one object a container with exit code, output and error output, and takes no exit code for an error.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var container in Find(Container))
        {
            Try(() =>
            {
                var command = CommandWords.Of(Command);
                if (ShouldProcess(container.Name, $"Run {string.Join(' ', command)}"))
                {
                    Run(container, command);
                }
            });
        }
    }

    private void Run(Container container, IReadOnlyList<string> command)
    {
        using var running = Await(token => EngineOf(container.Engine).Commands.StartAsync(container, command, token));
        var (output, error) = (new List<string>(), new List<string>());
        foreach (var line in Stream(running.ReadLinesAsync))
        {
            if (PassThru)
            {
                (line.Stream is OutputStream.StandardError ? error : output).Add(line.Text);
            }
            else if (line.Stream is OutputStream.StandardError)
            {
                WriteError(new ErrorRecord(new RemoteException(line.Text), "ContainerCommandErrorOutput", ErrorCategory.FromStdErr, container.Name));
            }
            else
            {
                WriteObject(line.Text);
            }
        }

        var exitCode = Await(running.ExitCodeAsync);
        // As after a native command.
        SessionState.PSVariable.Set("global:LASTEXITCODE", exitCode);
        if (PassThru)
        {
            WriteObject(new ContainerCommandResult
            {
                Container = container.Name,
                ContainerId = container.Id,
                Command = command,
                ExitCode = exitCode,
                Output = output,
                ErrorOutput = error,
                Engine = container.Engine,
            });
        }
        else if (exitCode != 0)
        {
            throw CommandFailure.Of(container.Name, command, exitCode);
        }
    }
}
