using System.Text.RegularExpressions;

namespace DockerNet.Shell.Editing;

/// <summary>The lines typed at the prompt, kept in a file that only the user can read. Lines that look like secrets are not kept.</summary>
internal sealed partial class History
{
    private const int MostKept = 1000;
    private const string LineBreak = "`\n";

    private readonly List<string> _lines = [];
    private readonly string? _file;

    public History(string? file)
    {
        _file = file;
        Load();
    }

    public static string DefaultFile => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "DockerNet",
        "shell_history.txt");

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line) || (_lines.Count > 0 && _lines[^1] == line))
        {
            return;
        }

        _lines.Add(line);
        if (!LooksSecret().IsMatch(line))
        {
            TryFile(file =>
            {
                using var writer = Open(file, FileMode.Append);
                writer.WriteLine(Escape(line));
            });
        }
    }

    /// <summary>A walk through the history for one line being typed.</summary>
    public HistoryRecall Recall() => new(_lines);

    private static string Escape(string line) => line.ReplaceLineEndings(LineBreak);

    private static StreamWriter Open(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(file, options) { NewLine = "\n" };
    }

    private void Load() => TryFile(file =>
    {
        var folder = Path.GetDirectoryName(file)!;
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        if (!File.Exists(file))
        {
            return;
        }

        var entry = string.Empty;
        foreach (var line in File.ReadLines(file))
        {
            if (line.EndsWith('`'))
            {
                entry += line[..^1] + "\n";
            }
            else
            {
                _lines.Add(entry + line);
                entry = string.Empty;
            }
        }

        if (_lines.Count > MostKept)
        {
            _lines.RemoveRange(0, _lines.Count - MostKept);
            using var writer = Open(file, FileMode.Create);
            _lines.ForEach(line => writer.WriteLine(Escape(line)));
        }
    });

    private void TryFile(Action<string> use)
    {
        if (_file is null)
        {
            return;
        }

        try
        {
            use(_file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Without a writable home the history lasts as long as the session.
        }
    }

    [GeneratedRegex(@"passw|secret|token|credential|api[-_]?key|private[-_]?key|asplaintext|authorization|bearer|://[^/\s:@]+:[^/\s@]+@", RegexOptions.IgnoreCase)]
    private static partial Regex LooksSecret();
}
