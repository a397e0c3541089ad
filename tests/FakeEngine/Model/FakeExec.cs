using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>A command made to run in a container.</summary>
public sealed class FakeExec
{
    internal FakeExec(FakeContainer container, JsonObject request)
    {
        Container = container;
        Command = request.Texts("Cmd");
        Tty = request.Flag("Tty");
        AttachStdin = request.Flag("AttachStdin");
        AttachStdout = request.Flag("AttachStdout");
        AttachStderr = request.Flag("AttachStderr");
        User = request.Text("User") ?? "";
        WorkingDirectory = request.Text("WorkingDir") ?? "";
        Environment = request.Texts("Env");
        Privileged = request.Flag("Privileged");
    }

    public string Id { get; } = Identifier.New();

    public FakeContainer Container { get; }

    public IReadOnlyList<string> Command { get; }

    public bool Tty { get; }

    public bool AttachStdin { get; }

    public bool AttachStdout { get; }

    public bool AttachStderr { get; }

    public string User { get; }

    public string WorkingDirectory { get; }

    public IReadOnlyList<string> Environment { get; }

    public bool Privileged { get; }

    public bool Running { get; internal set; }

    /// <summary>Null until it ended.</summary>
    public int? ExitCode { get; internal set; }

    /// <summary>The last size the terminal was given.</summary>
    public (int Rows, int Columns)? Size { get; internal set; }

    internal JsonObject ToJson() => new()
    {
        ["ID"] = Id,
        ["Running"] = Running,
        ["ExitCode"] = ExitCode,
        ["ProcessConfig"] = new JsonObject
        {
            ["tty"] = Tty,
            ["entrypoint"] = Command[0],
            ["arguments"] = EngineJson.Array(Command.Skip(1)),
            ["privileged"] = Privileged,
            ["user"] = User,
        },
        ["OpenStdin"] = AttachStdin,
        ["OpenStderr"] = AttachStderr,
        ["OpenStdout"] = AttachStdout,
        ["CanRemove"] = ExitCode is not null,
        ["ContainerID"] = Container.Id,
        ["DetachKeys"] = "",
        ["Pid"] = Running ? 4242 : 0,
    };
}
