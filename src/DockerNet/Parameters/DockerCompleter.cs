using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DockerNet.Engine;

namespace DockerNet;

/// <summary>Completes the name of something that an engine keeps: patient for a second, silent on failure, quoting where it must.</summary>
public abstract class DockerCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.9);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            // An engine that hangs must not hang the prompt, whatever it hangs in.
            var candidates = Task.Run(() => CandidatesAsync(EngineOf(fakeBoundParameters), fakeBoundParameters, patience.Token), patience.Token);
            return candidates.Wait(Patience) ? Complete(candidates.Result, wordToComplete) : [];
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException or AggregateException or PSInvalidCastException)
        {
            // A prompt is no place for an error.
            return [];
        }
    }

    /// <summary>What there is to choose from.</summary>
    /// <param name="engine">The engine that -Engine names; null for the default.</param>
    /// <param name="bound">The parameters already given.</param>
    /// <param name="cancellationToken">Cancelled when the prompt's patience ends.</param>
    private protected abstract Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken);

    /// <summary>The connection to ask.</summary>
    private protected static Task<DockerEngine> ConnectAsync(string? engine, CancellationToken cancellationToken) => DockerEngine.ConnectAsync(engine, cancellationToken);

    private static List<CompletionResult> Complete(IReadOnlyList<CompletionCandidate> candidates, string? word)
    {
        var quote = word is { Length: > 0 } && word[0] is '\'' or '"' ? word[0] : '\0';
        var start = (word ?? "").Trim('\'', '"');
        return [.. candidates
            .Where(candidate => candidate.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(candidate => candidate.Name)
            .OrderBy(candidate => candidate.Name, StringComparer.OrdinalIgnoreCase)
            .Select(candidate => new CompletionResult(Quote(candidate.Name, quote), candidate.Name, CompletionResultType.ParameterValue, candidate.ToolTip))];
    }

    private static string Quote(string name, char quote)
    {
        if (quote is '\0' && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':') && !name.StartsWith('-'))
        {
            return name;
        }

        return quote is '"'
            ? $"\"{name.Replace("`", "``", StringComparison.Ordinal).Replace("$", "`$", StringComparison.Ordinal).Replace("\"", "`\"", StringComparison.Ordinal)}\""
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(name)}'";
    }

    private static string? EngineOf(IDictionary bound) => bound["Engine"] switch
    {
        null => null,
        object[] { Length: > 0 } several => several[0]?.ToString(),
        var one => one.ToString(),
    };
}
