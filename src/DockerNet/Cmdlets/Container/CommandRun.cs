using System.Management.Automation;
using System.Text;
using System.Threading.Channels;
using DockerNet.Engine;

namespace DockerNet.Cmdlets;

/// <summary>A command in a container as a cmdlet runs it: what comes from the pipeline goes in, what comes out is written as it comes.</summary>
internal sealed class CommandRun : IDisposable
{
    private const int ItemsAtATime = 1024;
    private const int BytesAtATime = 32 * 1024;

    private readonly DockerCmdlet _cmdlet;
    private readonly RunningCommand _command;
    private readonly CommandOutput _settings;
    private readonly List<string> _output = [];
    private readonly List<string> _errors = [];
    private readonly MemoryStream _bytes = new();
    private readonly MemoryStream _errorBytes = new();
    private readonly List<byte> _input = [];
    private Channel<object>? _items;
    private string? _complaint;
    private bool _closed;

    public CommandRun(DockerCmdlet cmdlet, RunningCommand command, CommandOutput settings) => (_cmdlet, _command, _settings) = (cmdlet, command, settings);

    /// <summary>The container.</summary>
    public Container Container => _command.Container;

    public void Dispose() => _command.Dispose();

    /// <summary>Begins to read the output while input is still to come: a command that is not read from stops reading too.</summary>
    public void Begin()
    {
        _items = Channel.CreateBounded<object>(ItemsAtATime);
        var reading = _cmdlet.Start(async token =>
        {
            await foreach (var item in ReadAsync(token).ConfigureAwait(false))
            {
                await _items.Writer.WriteAsync(item, token).ConfigureAwait(false);
            }

            return true;
        });
        reading.ContinueWith(
            ended => _items.Writer.TryComplete(ended.IsCanceled ? new OperationCanceledException() : ended.Exception?.InnerException),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Gives an object of the pipeline to the command: bytes as they are, anything else as a line of text.</summary>
    public void Write(PSObject? input)
    {
        switch (input?.BaseObject)
        {
            case byte one:
                _input.Add(one);
                if (_input.Count >= BytesAtATime)
                {
                    Flush();
                }

                break;
            case byte[] several:
                Flush();
                Write(several);
                break;
            case null:
                break;
            default:
                Flush();
                Write(Encoding.UTF8.GetBytes(LanguagePrimitives.ConvertTo<string>(input) + "\n"));
                break;
        }
    }

    /// <summary>Ends the input, writes the rest of the output, and tells how it ended.</summary>
    public void Finish()
    {
        if (_items is not null)
        {
            Flush();
            _command.CloseInput();
        }

        foreach (var item in _cmdlet.Stream(token => _items?.Reader.ReadAllAsync(token) ?? ReadAsync(token)))
        {
            Emit(item);
        }

        End(_cmdlet.Await(_command.ExitCodeAsync));
    }

    /// <summary>Connects the standard input, line by line, and writes the output until the command ends.</summary>
    public void RunWithStandardInput()
    {
        using var ended = new CancellationTokenSource();
        var feeding = TerminalSession.FeedAsync(_command, ended.Token);
        try
        {
            Finish();
        }
        finally
        {
            ended.Cancel();
            Task.WaitAny(feeding);
        }
    }

    /// <summary>Hands the user's terminal to the command until it ends or the user detaches.</summary>
    public void RunOnTerminal(Terminal terminal)
    {
        using (terminal)
        {
            _cmdlet.Await(token => TerminalSession.RunAsync(_command, terminal, token));
        }

        if (_cmdlet.Await(_command.TryExitCodeAsync) is { } exitCode)
        {
            // Its output is on the screen, and a shell's exit code is that of whatever ran in it last: no failure.
            End(exitCode, isSession: true);
        }
        else
        {
            _cmdlet.WriteVerbose($"Detached from '{Container.Name}': the command goes on.");
        }
    }

    private IAsyncEnumerable<object> ReadAsync(CancellationToken cancellationToken) =>
        _settings.AsBytes ? BytesAsync(cancellationToken) : _command.ReadLinesAsync(cancellationToken);

    /// <summary>Output as it comes, in copies: the parts themselves are valid for a moment only.</summary>
    private async IAsyncEnumerable<object> BytesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var part in _command.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (part.Stream is OutputStream.StandardError)
            {
                _errorBytes.Write(part.Bytes.Span);
            }
            else
            {
                yield return part.Bytes.ToArray();
            }
        }
    }

    private void Flush()
    {
        if (_input.Count > 0)
        {
            var bytes = _input.ToArray();
            _input.Clear();
            Write(bytes);
        }
    }

    private void Write(byte[] bytes)
    {
        if (_closed)
        {
            return;
        }

        var reader = _items!.Reader;
        // Most writes are done at once.
        var writing = _command.WriteAsync(bytes, _cmdlet.StopToken);
        while (!writing.IsCompleted && !reader.Completion.IsCompleted)
        {
            _cmdlet.Await(token => Task.WhenAny(writing, reader.WaitToReadAsync(token).AsTask()));
            EmitWhatIsThere(reader);
        }

        // A command that reads no more has ended or closed its input: the rest is for nobody.
        _closed = !_cmdlet.Await(writing);
        EmitWhatIsThere(reader);
    }

    private void EmitWhatIsThere(ChannelReader<object> reader)
    {
        while (reader.TryRead(out var item))
        {
            Emit(item);
        }
    }

    private void Emit(object item)
    {
        switch (item)
        {
            case byte[] bytes when _settings.PassThru:
                _bytes.Write(bytes);
                break;
            case byte[] bytes:
                _cmdlet.WriteObject(bytes, enumerateCollection: true);
                break;
            case OutputLine { Stream: OutputStream.StandardOutput } line when _complaint is null && line.Text.StartsWith(CommandFailure.RuntimeComplaint, StringComparison.Ordinal):
                // Perhaps the runtime's own complaint, which is no output: the exit code will tell.
                _complaint = line.Text;
                break;
            case OutputLine line:
                EmitComplaint();
                Emit(line);
                break;
        }
    }

    private void Emit(OutputLine line)
    {
        if (_settings.PassThru)
        {
            (line.Stream is OutputStream.StandardError ? _errors : _output).Add(line.Text);
        }
        else if (line.Stream is OutputStream.StandardError)
        {
            _cmdlet.WriteError(new ErrorRecord(new RemoteException(line.Text), "ContainerCommandErrorOutput", ErrorCategory.FromStdErr, Container.Name));
        }
        else
        {
            _cmdlet.WriteObject(line.Text);
        }
    }

    private void EmitComplaint()
    {
        if (_complaint is { Length: > 0 } held)
        {
            _complaint = "";
            Emit(new OutputLine(_settings.PassThru ? OutputStream.StandardError : OutputStream.StandardOutput, held));
        }
    }

    private void End(int exitCode, bool isSession = false)
    {
        if (_errorBytes.Length > 0)
        {
            foreach (var line in Encoding.UTF8.GetString(_errorBytes.GetBuffer(), 0, (int)_errorBytes.Length).TrimEnd('\n').Split('\n'))
            {
                Emit(new OutputLine(OutputStream.StandardError, line.TrimEnd('\r')));
            }
        }

        if (_settings.PassThru || exitCode is not (CommandFailure.NotExecutable or CommandFailure.NotFound))
        {
            EmitComplaint();
        }

        // As after a native command.
        _cmdlet.SessionState.PSVariable.Set("global:LASTEXITCODE", exitCode);
        if (_settings.PassThru)
        {
            _cmdlet.WriteObject(new ContainerCommandResult
            {
                Container = Container.Name,
                ContainerId = Container.Id,
                Command = _settings.Words,
                ExitCode = exitCode,
                Output = _output,
                ErrorOutput = _errors,
                OutputBytes = _settings.AsBytes ? _bytes.ToArray() : null,
                Engine = Container.Engine,
            });
        }
        else if (exitCode != 0 && !isSession)
        {
            throw CommandFailure.Of(Container.Name, _settings.Words, exitCode, string.IsNullOrEmpty(_complaint) ? null : _complaint);
        }
    }
}
