using System.Management.Automation.Runspaces;

namespace DockerNet.Shell;

/// <summary>What the shell was asked to do, with pwsh's parameter names and their abbreviations.</summary>
internal sealed class CommandLine
{
    public const string Usage = """
        Runs PowerShell scripts, commands or a prompt with the DockerNet module loaded.

        DockerNet.Shell [options] [-File] script.ps1 [arguments]
        DockerNet.Shell [options] -Command text
        DockerNet.Shell [options] -Command -       commands from standard input
        DockerNet.Shell [options]                  a prompt, or commands from redirected standard input

        -Module path      the DockerNet.psd1 to load (else $DOCKERNET_MODULE, else out/DockerNet above this program)
        -NonInteractive   anything that would ask the user fails instead
        -NoProfile        accepted; profiles are never read
        -NoLogo           accepted; there is no banner
        -Help             this text

        Exit codes: a script's own 'exit N'; 0 success; 1 failed; 64 bad usage; 70 the module cannot be loaded; 130 interrupted.
        """;

    private CommandLine()
    {
    }

    public string? File { get; private set; }

    public IReadOnlyList<CommandParameter> FileArguments { get; private set; } = [];

    public string? Command { get; private set; }

    public bool ReadStandardInput { get; private set; }

    public string? Module { get; private set; }

    public bool NonInteractive { get; private set; }

    public bool Help { get; private set; }

    public static CommandLine Parse(ReadOnlySpan<string> args)
    {
        var result = new CommandLine();
        for (var i = 0; i < args.Length; i++)
        {
            var arg = args[i];
            var rest = args[(i + 1)..];
            switch (Option(arg))
            {
                case "help":
                    result.Help = true;
                    return result;
                case "noprofile" or "nologo":
                    break;
                case "noninteractive":
                    result.NonInteractive = true;
                    break;
                case "module":
                    result.Module = rest.Length > 0 ? rest[0] : throw new UsageException("-Module requires the path of a module.");
                    i++;
                    break;
                case "command":
                    result.SetCommand(rest);
                    return result;
                case "file":
                    result.SetFile(rest.Length > 0 ? rest[0] : throw new UsageException("-File requires the path of a script."), rest[1..]);
                    return result;
                case null when arg.StartsWith('-') && arg.Length > 1:
                    throw new UsageException($"Unrecognized parameter: '{arg}'.{Environment.NewLine}{Environment.NewLine}{Usage}");
                default:
                    result.SetFile(arg, rest);
                    return result;
            }
        }

        return result;
    }

    private static string? Option(string arg)
    {
        if (!arg.StartsWith('-') || arg.Length < 2)
        {
            return null;
        }

        var name = arg.TrimStart('-');
        bool Is(string full, string shortest) =>
            full.StartsWith(name, StringComparison.OrdinalIgnoreCase) && name.Length >= shortest.Length;

        return name switch
        {
            "?" => "help",
            _ when Is("help", "h") => "help",
            _ when Is("noprofile", "nop") => "noprofile",
            _ when Is("nologo", "nol") => "nologo",
            _ when Is("noninteractive", "noni") => "noninteractive",
            _ when Is("module", "m") => "module",
            _ when Is("command", "c") => "command",
            _ when Is("file", "f") => "file",
            _ => null,
        };
    }

    private void SetCommand(ReadOnlySpan<string> words)
    {
        switch (words)
        {
            case []:
                throw new UsageException("-Command requires a command, or '-' to read commands from standard input.");
            case ["-"] when !Console.IsInputRedirected:
                throw new UsageException("'-' was specified as the argument to -Command but standard input has not been redirected for this process.");
            case ["-"]:
                ReadStandardInput = true;
                break;
            case ["-", ..]:
                throw new UsageException("'-' was specified with the -Command parameter; no other arguments to -Command are permitted.");
            default:
                Command = string.Join(' ', words!);
                break;
        }
    }

    private void SetFile(string path, ReadOnlySpan<string> arguments)
    {
        if (path == "-")
        {
            ReadStandardInput = true;
            return;
        }

        File = Path.GetFullPath(path);
        if (!System.IO.File.Exists(File))
        {
            throw new UsageException($"The argument '{path}' is not recognized as the name of a script file. Check the spelling of the name, or if a path was included, verify that the path is correct and try again.");
        }

        FileArguments = ScriptArguments.Parse(arguments);
    }
}
