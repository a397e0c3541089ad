using System.Globalization;
using System.Text;

namespace DockerNet.FakeEngine;

/// <summary>The commands every container has, as far as tests need them.</summary>
internal static class BuiltinCommands
{
    public static bool Knows(IReadOnlyList<string> command) =>
        command.Count > 0 && Name(command) is "echo" or "printf" or "true" or "false" or "cat" or "sleep" or "sh" or "ash" or "bash" or "pwd" or "hostname" or "env" or "printenv" or "ls" or "whoami";

    /// <summary>Runs a command; null for one it does not know.</summary>
    public static async Task<ExecResult?> RunAsync(ExecCall call)
    {
        var command = call.Command;
        if (!Knows(command))
        {
            return null;
        }

        switch (Name(command))
        {
            case "cat" when command.Count == 1:
                await EchoInputAsync(call);
                return new ExecResult();

            case "sleep":
                await Task.Delay(
                    command.Count > 1 && double.TryParse(command[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan,
                    call.Stop);
                return new ExecResult();

            case "sh" or "ash" or "bash":
                return command.Count > 2 && command[1].StartsWith('-') && command[1].EndsWith('c')
                    ? await ScriptAsync(call, command[2])
                    : await InteractiveAsync(call);

            default:
                return Simple(call, command);
        }
    }

    private static string Name(IReadOnlyList<string> command) => command[0].Split('/')[^1];

    private static async Task EchoInputAsync(ExecCall call)
    {
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await call.Input.ReadAsync(buffer, call.Stop)) > 0)
        {
            await call.WriteAsync(buffer.AsMemory(0, read).ToArray());
        }
    }

    private static async Task<ExecResult> InteractiveAsync(ExecCall call)
    {
        var tty = call.Exec?.Tty ?? call.Container.Tty;
        using var reader = new StreamReader(call.Input, leaveOpen: true);
        if (tty)
        {
            await call.WriteAsync("/ # ");
        }

        var last = 0;
        while (await reader.ReadLineAsync(call.Stop) is { } line)
        {
            if (tty)
            {
                await call.WriteAsync(line + "\r\n");
            }

            if (line.Trim() is "exit" || line.StartsWith("exit ", StringComparison.Ordinal))
            {
                return new ExecResult(ExitCode: Code(line.Split(' ')));
            }

            var result = line.Trim().Length == 0 ? new ExecResult() : Line(call, line);
            last = result.ExitCode;
            await call.WriteAsync(tty ? result.Output.Replace("\n", "\r\n", StringComparison.Ordinal) : result.Output);
            await call.WriteErrorAsync(result.Error);
            if (tty)
            {
                await call.WriteAsync("/ # ");
            }
        }

        return new ExecResult(ExitCode: last);
    }

    private static async Task<ExecResult> ScriptAsync(ExecCall call, string script)
    {
        var last = 0;
        foreach (var statement in script.Split([";", "\n", "&&"], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var words = Words(statement);
            if (words is ["exit", ..])
            {
                return new ExecResult(ExitCode: Code(words));
            }

            if (words is ["sleep", var time] && double.TryParse(time, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds))
            {
                await Task.Delay(double.IsFinite(seconds) ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan, call.Stop);
                continue;
            }

            if (words is ["cat"])
            {
                await EchoInputAsync(call);
                continue;
            }

            var result = Line(call, statement);
            last = result.ExitCode;
            await call.WriteAsync(result.Output);
            await call.WriteErrorAsync(result.Error);
        }

        return new ExecResult(ExitCode: last);
    }

    private static ExecResult Line(ExecCall call, string line)
    {
        var words = Words(line);
        var toError = words.RemoveAll(word => word is ">&2" or "1>&2") > 0;
        var result = words.Count == 0 ? new ExecResult() : Simple(call, words) ?? new ExecResult(Error: $"sh: {words[0]}: not found\n", ExitCode: 127);
        return toError ? new ExecResult(Error: result.Output + result.Error, ExitCode: result.ExitCode) : result;
    }

    private static ExecResult? Simple(ExecCall call, IReadOnlyList<string> command)
    {
        var arguments = command.Skip(1).ToArray();
        switch (Name(command))
        {
            case "echo":
                return arguments is ["-n", ..] ? new ExecResult(string.Join(' ', arguments[1..])) : new ExecResult(string.Join(' ', arguments) + "\n");
            case "printf":
                return new ExecResult(string.Join(' ', arguments).Replace("\\n", "\n", StringComparison.Ordinal));
            case "true":
                return new ExecResult();
            case "false":
                return new ExecResult(ExitCode: 1);
            case "pwd":
                return new ExecResult((call.Exec?.WorkingDirectory is { Length: > 0 } folder ? folder : "/") + "\n");
            case "whoami":
                return new ExecResult((call.Exec?.User is { Length: > 0 } user ? user : "root") + "\n");
            case "hostname":
                return new ExecResult(call.Container.Config.Text("Hostname") + "\n");
            case "env" or "printenv":
                return new ExecResult(string.Concat(call.Container.Config.Texts("Env").Concat(call.Exec?.Environment ?? []).Select(variable => variable + "\n")));
            case "cat":
                return Cat(call, arguments);
            case "ls":
                return List(call, arguments.FirstOrDefault(argument => !argument.StartsWith('-')) ?? "/");
            default:
                return null;
        }
    }

    private static ExecResult Cat(ExecCall call, string[] paths)
    {
        var output = new StringBuilder();
        foreach (var path in paths)
        {
            var (tree, inner, _) = call.Container.Locate(path);
            if (tree.ReadText(inner) is not { } text)
            {
                return new ExecResult(output.ToString(), $"cat: can't open '{path}': No such file or directory\n", 1);
            }

            output.Append(text);
        }

        return new ExecResult(output.ToString());
    }

    private static ExecResult List(ExecCall call, string path)
    {
        var (tree, inner, _) = call.Container.Locate(path);
        return tree.Find(inner) is null
            ? new ExecResult(Error: $"ls: {path}: No such file or directory\n", ExitCode: 1)
            : new ExecResult(string.Concat(tree.Paths.Where(child => child != "/" && FakeFileTree.Parent(child) == inner).Select(child => child[(child.LastIndexOf('/') + 1)..] + "\n")));
    }

    private static int Code(IReadOnlyList<string> words) =>
        words.Count > 1 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var code) ? code : 0;

    /// <summary>The words of a line; quotes keep words together.</summary>
    private static List<string> Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var quote = '\0';
        var inWord = false;
        foreach (var character in line)
        {
            if (quote == '\0' && character is '"' or '\'')
            {
                quote = character;
                inWord = true;
            }
            else if (character == quote && quote != '\0')
            {
                quote = '\0';
            }
            else if (quote == '\0' && char.IsWhiteSpace(character))
            {
                if (inWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    inWord = false;
                }
            }
            else
            {
                word.Append(character);
                inWord = true;
            }
        }

        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }
}
