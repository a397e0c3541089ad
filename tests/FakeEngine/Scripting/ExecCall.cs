using System.Text;

namespace DockerNet.FakeEngine;

/// <summary>A command at work: in an exec, or a container's own.</summary>
public sealed class ExecCall
{
    private readonly Func<bool, ReadOnlyMemory<byte>, Task> _write;

    internal ExecCall(FakeContainer container, IReadOnlyList<string> command, FakeExec? exec, Stream input, Func<bool, ReadOnlyMemory<byte>, Task> write, CancellationToken stop)
    {
        Container = container;
        Command = command;
        Exec = exec;
        Input = input;
        Stop = stop;
        _write = write;
    }

    public FakeContainer Container { get; }

    public IReadOnlyList<string> Command { get; }

    /// <summary>The exec; null for the container's own command.</summary>
    public FakeExec? Exec { get; }

    /// <summary>What the client sends; empty where it attached no input.</summary>
    public Stream Input { get; }

    /// <summary>Signalled when the client left, the container stopped or the engine ends.</summary>
    public CancellationToken Stop { get; }

    public Task WriteAsync(string text) => _write(false, Encoding.UTF8.GetBytes(text));

    public Task WriteAsync(ReadOnlyMemory<byte> bytes) => _write(false, bytes);

    public Task WriteErrorAsync(string text) => _write(true, Encoding.UTF8.GetBytes(text));

    /// <summary>Everything the client sends until it ends its input.</summary>
    public async Task<string> ReadToEndAsync()
    {
        using var reader = new StreamReader(Input, leaveOpen: true);
        return await reader.ReadToEndAsync(Stop);
    }
}
