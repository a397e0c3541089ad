using System.Management.Automation;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>Runs a container: creates and starts it, writes what it writes, and removes it at its end. What comes through the
/// pipeline is the container's input, or, where no image is named, its configuration.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Container", SupportsShouldProcess = true, DefaultParameterSetName = DefaultSet)]
[Alias("drun")]
[OutputType(typeof(string), typeof(byte), typeof(ContainerCommandResult), typeof(Container))]
public sealed class InvokeContainerCommand : ContainerConfigCmdlet
{
    private readonly List<(CommandRun Run, DockerEngine Engine, bool Remove)> _runs = [];
    private bool _takesInput;
    private bool _isBegun;

    /// <summary>What the container reads: bytes as they are, anything else as a line of text.</summary>
    [Parameter(ValueFromPipeline = true, ParameterSetName = DefaultSet)]
    public PSObject? InputObject { get; set; }

    /// <summary>Leaves the container to itself, and emits it.</summary>
    [Parameter]
    public SwitchParameter Detach { get; set; }

    /// <summary>Emits bytes instead of lines.</summary>
    [Parameter]
    public SwitchParameter AsByteStream { get; set; }

    /// <summary>Emits one object with exit code, output and error output, and takes no exit code for an error.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        _takesInput = MyInvocation.BoundParameters.ContainsKey(nameof(Image))
            && !MyInvocation.BoundParameters.ContainsKey(nameof(Config))
            && !MyInvocation.BoundParameters.ContainsKey(nameof(FromContainer))
            && (MyInvocation.ExpectingInput || MyInvocation.BoundParameters.ContainsKey(nameof(InputObject)));
        if ((Detach && (_takesInput || PassThru || AsByteStream)) || (Tty && (_takesInput || AsByteStream)))
        {
            ThrowTerminatingError(InputError.Invalid(
                "ConflictingParameters",
                Detach ? "A container that is left to itself has neither input nor output here." : "A terminal takes its input from the console, and its output is text.",
                Image,
                Detach ? "Leave out -Detach." : "Leave out -Tty.").ErrorRecord);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_takesInput)
        {
            base.ProcessRecord();
            return;
        }

        Begin();
        // One whose input fails is told of once, and the others go on.
        foreach (var run in _runs.ToList().Where(run => !Try(() => run.Run.Write(InputObject))))
        {
            End(run);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_takesInput)
        {
            Begin();
        }

        foreach (var run in _runs.ToList())
        {
            if (Try(run.Run.Finish) || run.Run.HasEnded)
            {
                _runs.Remove(run);
                run.Run.Dispose();
            }
            else
            {
                End(run);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // A stopped pipeline leaves no container behind.
            _runs.ToList().ForEach(End);
        }

        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    private protected override void Process(ContainerConfig config)
    {
        var remove = MyInvocation.BoundParameters.ContainsKey(nameof(AutoRemove)) ? AutoRemove.ToBool() : config.RestartPolicy is null or { Name: "no" };
        config = config with { AutoRemove = remove, Interactive = config.Interactive || _takesInput };
        foreach (var engine in Engine is null && config.Engine is not null ? [EngineOf(config.Engine)] : Engines())
        {
            if (ShouldProcess(config.Name ?? config.Image, remove ? "Run container and remove it" : "Run container"))
            {
                Try(() => Run(engine, config));
            }
        }
    }

    private void Begin()
    {
        if (!_isBegun)
        {
            _isBegun = true;
            if (InputObject?.BaseObject is ContainerConfig or DockerNet.Container)
            {
                ThrowTerminatingError(InputError.Invalid("ConflictingParameters", "A configuration comes through the pipeline, but an image is named too, so that it would be the container's input.", Image, "Leave out the image, or change it with New-ContainerConfig.").ErrorRecord);
            }

            base.ProcessRecord();
        }
    }

    private void Run(DockerEngine engine, ContainerConfig config)
    {
        if (Detach)
        {
            WriteObject(Pulling(config, (bar, token) => engine.Containers.CreateAsync(config, start: true, bar, token)));
            return;
        }

        // Before the container is made, for then it is too late to find that there is none.
        using var terminal = config is { Interactive: true, Tty: true } && !_takesInput ? Terminal.Open(config.Name ?? config.Image) : null;
        if (Start(engine, config) is not { } run)
        {
            return;
        }

        _runs.Add((run, engine, config.AutoRemove));
        if (_takesInput)
        {
            run.Begin();
            return;
        }

        try
        {
            if (terminal is not null)
            {
                run.RunOnTerminal(terminal);
            }
            else if (config.Interactive)
            {
                run.RunWithStandardInput();
            }
            else
            {
                run.Finish();
            }
        }
        catch (DockerNetException) when (!run.HasEnded)
        {
            End(_runs.Find(one => one.Run == run));
            throw;
        }
        finally
        {
            if (run.HasEnded)
            {
                _runs.RemoveAll(one => one.Run == run);
                run.Dispose();
            }
        }
    }

    /// <summary>Starts it; a command that cannot be run is a result like any where results are asked for.</summary>
    private CommandRun? Start(DockerEngine engine, ContainerConfig config)
    {
        var words = config.Command;
        try
        {
            var keys = config.Tty ? Await(DockerEngine.DetachKeysAsync) : null;
            return new(this, Pulling(config, (bar, token) => engine.Runs.StartAsync(config, keys, bar, token)), new(words, AsByteStream, PassThru));
        }
        catch (DockerNetException e)
        {
            var exitCode = e.ErrorId switch
            {
                "ContainerCommandNotFound" => CommandFailure.NotFound,
                "ContainerCommandNotExecutable" => CommandFailure.NotExecutable,
                _ => CommandFailure.NotStarted,
            };
            SessionState.PSVariable.Set("global:LASTEXITCODE", exitCode);
            if (!PassThru || exitCode == CommandFailure.NotStarted)
            {
                throw;
            }

            WriteObject(new ContainerCommandResult { Container = e.Target?.ToString() ?? "", Command = words, ExitCode = exitCode, ErrorOutput = [e.Message], Engine = engine.Endpoint });
            return null;
        }
    }

    private T Pulling<T>(ContainerConfig config, Func<PullBar, CancellationToken, Task<T>> work)
    {
        var bar = new PullBar(Post, this, config.Image);
        try
        {
            return Await(token => work(bar, token));
        }
        finally
        {
            bar.End();
        }
    }

    private void End((CommandRun Run, DockerEngine Engine, bool Remove) run)
    {
        _runs.Remove(run);
        run.Run.Dispose();
        try
        {
            // Not stopped by what stops the pipeline: this is what the stop asks for.
            using var patience = new CancellationTokenSource(EndPatience);
            Task.Run(() => run.Engine.Runs.EndAsync(run.Run.Container, run.Remove, patience.Token)).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException)
        {
            // The engine is gone, and that was told already.
        }
    }

    private static readonly TimeSpan EndPatience = TimeSpan.FromSeconds(10);
}
