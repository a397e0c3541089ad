using System.Text;

namespace DockerNet;

/// <summary>Splits a command given as one string into words, as a POSIX shell does (IEEE Std 1003.1, Shell Command Language, 2.2):
/// single quotes keep all, double quotes keep blanks, a backslash keeps one character. Nothing is expanded.</summary>
public static class CommandWords
{
    /// <summary>The words of a command: one string with blanks is split, several strings are taken as they are.</summary>
    /// <param name="command">What a user gave as a command.</param>
    /// <exception cref="DockerNetException"><c>InvalidCommand</c>: a quote is not closed.</exception>
    public static IReadOnlyList<string> Of(IReadOnlyList<string>? command) =>
        command is null ? [] : command.Count == 1 && command[0].Any(char.IsWhiteSpace) ? Split(command[0]) : command;

    private static List<string> Split(string line)
    {
        var (words, word, inWord, quote) = (new List<string>(), new StringBuilder(), false, '\0');
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quote is not '\0' && c == quote)
            {
                quote = '\0';
            }
            else if (quote is not '\'' && c is '\\' && i + 1 < line.Length && (quote is '\0' || line[i + 1] is '"' or '\\' or '$' or '`'))
            {
                word.Append(line[++i]);
                inWord = true;
            }
            else if (quote is '\0' && c is '\'' or '"' && quote is '\0')
            {
                quote = c;
                inWord = true;
            }
            else if (quote is '\0' && char.IsWhiteSpace(c))
            {
                EndWord();
            }
            else
            {
                word.Append(c);
                inWord = true;
            }
        }

        if (quote is not '\0')
        {
            throw InputError.Invalid("InvalidCommand", $"A quote ({quote}) is not closed in: {line}", line, "Close it, or give the words as several strings.");
        }

        EndWord();
        return words;

        void EndWord()
        {
            if (inWord)
            {
                words.Add(word.ToString());
            }

            word.Clear();
            inWord = false;
        }
    }
}
