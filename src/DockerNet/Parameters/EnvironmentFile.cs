using System.Management.Automation;

namespace DockerNet;

/// <summary>A file of environment variables as <c>--env-file</c> reads it: a <c>NAME=value</c> a line, taken as it is; a name alone
/// is this process's variable, if it has one; lines that begin with <c>#</c> are comments.</summary>
internal static class EnvironmentFile
{
    /// <exception cref="DockerNetException"><c>InvalidEnvironmentFile</c>, <c>PathNotFound</c>.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Read(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DockerNetException("PathNotFound", ErrorCategory.ObjectNotFound, e.Message, path, null, e);
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].TrimStart();
            if (line.Length == 0 || line[0] is '#')
            {
                continue;
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? line.Trim() : line[..equals];
            if (name.Length == 0 || name.Any(char.IsWhiteSpace))
            {
                // The line itself may be a secret.
                throw InputError.Invalid("InvalidEnvironmentFile", $"Line {i + 1} of '{path}' is no variable: NAME=value is needed, without blanks in the name.", path);
            }

            if (equals >= 0)
            {
                yield return new(name, line[(equals + 1)..]);
            }
            else if (System.Environment.GetEnvironmentVariable(name) is { } inherited)
            {
                yield return new(name, inherited);
            }
        }
    }
}
