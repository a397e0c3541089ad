using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace DockerNet.Integration;

/// <summary>What a folder holds: random trees of all that a volume may hold, and all that counts of a tree, to compare with another.</summary>
/// <remarks>Made and read by the tools of a Linux machine, which need no name to be text. Here a name is a string of its bytes.</remarks>
internal static class FileTree
{
    private const int Entries = 60;

    private static readonly string[] Names =
    [
        "plain", " spaces ", "quote'\"`", Bytes("ünï€ 中文 😀"), Bytes("e\u0301 decomposed"), "new\nline", "tab\tbell\a", "-rf", "--help", "back\\slash", "C:\\x", "*?[a]{b}$(c)",
        ".hidden", "...", "a=b", "12 path=x", "~", "\xff\xfe\x80", new('x', 200), new('\xe9', 255),
    ];

    /// <summary>Fills an empty folder with a random tree, another one for each seed. Times are in whole seconds.</summary>
    public static void Make(string folder, int seed)
    {
        var random = new Random(seed);
        var folders = new List<string> { "." };
        var files = new List<string>();
        var made = new List<(string Path, bool IsLink)> { (".", false) };
        var script = new StringBuilder();

        // All of the special ones are in each tree, whatever the dice say.
        Add("truncate -s 0", "file");
        Add("head -c 3145728 /dev/urandom >", "file");
        Add("truncate -s 8M", "file");
        Line($"printf middle | dd of={Quote(files[^1])} bs=1 seek=5000000 conv=notrunc status=none");
        Add("mkdir --", "folder");
        Add("mkfifo --", "pipe");
        Add("ln -s -- nowhere", "link");
        while (made.Count < Entries)
        {
            switch (random.Next(8))
            {
                case 0 or 1:
                    Add("mkdir --", "folder");
                    break;
                case 2:
                    Add($"ln -s -- {Quote(random.Next(3) switch { 0 => "/etc/passwd", 1 => $"../{Pick(Names)}/{Pick(Names)}", _ => Pick(Names) })}", "link");
                    break;
                case 3:
                    Add($"ln -- {Quote(Pick(files))}", "file");
                    break;
                default:
                    Add($"head -c {random.Next(5000)} /dev/urandom >", "file");
                    break;
            }
        }

        // The last first: what is in a folder comes before the folder, whose time it would change. The owner first: another one takes setuid away.
        foreach (var (path, isLink) in made.AsEnumerable().Reverse())
        {
            var name = Quote(path);
            Line($"chown -h {Pick([0, 1, 1000, 65534, 3_000_000])}:{Pick([0, 5, 1000, 2_500_000])} -- {name}");
            if (!isLink)
            {
                Line($"chmod {Pick(["0", "400", "600", "644", "755", "777", "1777", "2755", "4755", "6711", "7777"])} -- {name}");
            }

            Line($"touch -h -d @{random.Next(1, 1_900_000_000)} -- {name}");
        }

        Bash(folder, script.ToString());

        void Add(string make, string kind)
        {
            string path;
            do
            {
                path = $"{Pick(folders)}/{Pick(Names)}";
            }
            while (path.Length > 1500 || made.Any(other => other.Path == path));
            Line($"{make} {Quote(path)}");
            made.Add((path, kind == "link"));
            (kind == "folder" ? folders : kind == "file" ? files : []).Add(path);
        }

        void Line(FormattableString line) => script.AppendLine(line.ToString(CultureInfo.InvariantCulture));

        T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];
    }

    /// <summary>All that counts of a tree, a line for each entry and one for the folder itself: name, type, mode, owner, group, time in seconds,
    /// what a link points to, the first name of the same file, and the SHA-256 of what is in it.</summary>
    public static IReadOnlyList<string> Read(string folder)
    {
        var hashes = Bash(folder, "find . -type f -exec sha256sum -z -- {} +").Split('\0', StringSplitOptions.RemoveEmptyEntries).ToDictionary(line => line[66..], line => line[..64]);
        var entries = Bash(folder, "find . -printf '%p\\0%y %m %U:%G %Ts\\0%l\\0%i\\0'").Split('\0')[..^1].Chunk(4).OrderBy(entry => entry[0], StringComparer.Ordinal).ToList();
        var firstNames = entries.GroupBy(entry => entry[3]).ToDictionary(same => same.Key, same => same.First()[0]);
        return [.. entries.Select(entry => $"{entry[0]} {entry[1]} -> '{entry[2]}' is {firstNames[entry[3]]} {hashes.GetValueOrDefault(entry[0])}")];
    }

    /// <summary>Runs a script in a folder; it ends at the first failure.</summary>
    public static string Bash(string folder, string script)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail", "-s"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = Encoding.Latin1,
            StandardOutputEncoding = Encoding.Latin1,
        };
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.StandardInput.Write(script);
        process.StandardInput.Close();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"bash ended with exit code {process.ExitCode}: {errors.Result}");
        return output.Result;
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));

    private static string Quote(string name) => $"$'{string.Concat(name.Select(character => $"\\x{(int)character:x2}"))}'";
}
