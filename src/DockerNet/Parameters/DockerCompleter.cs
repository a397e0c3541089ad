using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using DockerNet.Engine;

namespace DockerNet;

/// <summary>Completes the name of something that an engine keeps: patient for a second, silent on failure, quoting where it must.</summary>
public abstract class DockerCompleter : IArgumentCompleter
{
    /// <summary>How many digits of an id are enough for people.</summary>
    private const int ShortId = 12;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.9);

    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var start = (wordToComplete ?? "").Trim('\'', '"');
        var completions = Choose(commandName, start, wordToComplete, fakeBoundParameters);
        return completions.Count == 0 && TakesFiles ? CompletionCompleters.CompleteFilename(wordToComplete) : completions;
    }

    /// <summary>Whether paths of this machine are meant where nothing of an engine is.</summary>
    private protected virtual bool TakesFiles => false;

    /// <summary>What there is to choose from.</summary>
    /// <param name="engine">The engine that -Engine names; null for the default.</param>
    /// <param name="bound">The parameters already given.</param>
    /// <param name="cancellationToken">Cancelled when the prompt's patience ends.</param>
    private protected abstract Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, CancellationToken cancellationToken);

    /// <summary>What there is to choose from, where that depends on what is typed already.</summary>
    /// <param name="engine">The engine that -Engine names; null for the default.</param>
    /// <param name="bound">The parameters already given.</param>
    /// <param name="command">The cmdlet.</param>
    /// <param name="start">What is typed, without quotes.</param>
    /// <param name="cancellationToken">Cancelled when the prompt's patience ends.</param>
    private protected virtual Task<IReadOnlyList<CompletionCandidate>> CandidatesAsync(string? engine, IDictionary bound, string command, string start, CancellationToken cancellationToken) =>
        CandidatesAsync(engine, bound, cancellationToken);

    /// <summary>The connection to ask.</summary>
    private protected static Task<DockerEngine> ConnectAsync(string? engine, CancellationToken cancellationToken) => DockerEngine.ConnectAsync(engine, cancellationToken);

    private List<CompletionResult> Choose(string command, string start, string? word, IDictionary bound)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            // An engine that hangs must not hang the prompt, whatever it hangs in.
            var candidates = Task.Run(() => CandidatesAsync(EngineOf(bound), bound, command, start, patience.Token), patience.Token);
            return candidates.Wait(Patience) ? Complete(candidates.Result, word) : [];
        }
        catch (Exception e) when (e is DockerNetException or OperationCanceledException or AggregateException or PSInvalidCastException)
        {
            // A prompt is no place for an error.
            return [];
        }
    }

    private static List<CompletionResult> Complete(IReadOnlyList<CompletionCandidate> candidates, string? word)
    {
        var quote = word is { Length: > 0 } && word[0] is '\'' or '"' ? word[0] : '\0';
        var start = (word ?? "").Trim('\'', '"');
        var named = candidates
            .Where(candidate => candidate.Name.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(candidate => candidate.Name)
            .OrderBy(candidate => candidate.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        // Whoever types the beginning of an id means it; where nothing is typed, names are enough.
        var identified = named.Count > 0 || start.Length == 0 ? [] : candidates
            .Where(candidate => candidate.Id.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(candidate => candidate.Id)
            .Select(candidate => new CompletionCandidate(candidate.Id[..Math.Min(Math.Max(ShortId, start.Length), candidate.Id.Length)], $"{candidate.Name}, {candidate.ToolTip}"));
        return [.. named.Concat(identified)
            .Select(candidate => new CompletionResult(Quote(candidate.Name, quote), candidate.Name, CompletionResultType.ParameterValue, candidate.ToolTip is { Length: > 0 } tip ? tip : candidate.Name))];
    }

    private static string Quote(string name, char quote)
    {
        if (quote is '\0' && name.All(c => char.IsLetterOrDigit(c) || c is '_' or '-' or '.' or '/' or ':' or '=') && !name.StartsWith('-'))
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
