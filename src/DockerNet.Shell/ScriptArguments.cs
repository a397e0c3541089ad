using System.Management.Automation.Runspaces;

namespace DockerNet.Shell;

/// <summary>Turns the words after a script's name into its parameters, as pwsh -File does.</summary>
internal static class ScriptArguments
{
    public static IReadOnlyList<CommandParameter> Parse(ReadOnlySpan<string> words)
    {
        var parameters = new List<CommandParameter>(words.Length);
        string? awaitingValue = null;
        foreach (var word in words)
        {
            if (awaitingValue is not null)
            {
                parameters.Add(new CommandParameter(awaitingValue, word));
                awaitingValue = null;
            }
            else if (word.Length < 2 || word[0] is not ('-' or '\u2013' or '\u2014' or '\u2015'))
            {
                parameters.Add(new CommandParameter(null, word));
            }
            else if (word.IndexOf(':', StringComparison.Ordinal) is var colon and >= 0)
            {
                if (colon == word.Length - 1)
                {
                    awaitingValue = word[..colon];
                }
                else
                {
                    parameters.Add(new CommandParameter(word[..colon], Value(word[(colon + 1)..])));
                }
            }
            else
            {
                // The binder takes the next positional word as this parameter's value, unless it is a switch.
                parameters.Add(new CommandParameter(word));
            }
        }

        return parameters;
    }

    private static object Value(string text) =>
        bool.TryParse(text.AsSpan(text[0] == '$' ? 1 : 0), out var boolean) ? boolean : text;
}
