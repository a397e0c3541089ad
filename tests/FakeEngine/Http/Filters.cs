using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace DockerNet.FakeEngine;

/// <summary>The engine's filters: of one key any value matches, of several keys all have to.</summary>
internal sealed class Filters
{
    private readonly Dictionary<string, List<string>> _terms = new(StringComparer.Ordinal);

    public Filters(string? json, params ReadOnlySpan<string> accepted)
    {
        if (string.IsNullOrEmpty(json))
        {
            return;
        }

        JsonObject terms;
        try
        {
            terms = JsonNode.Parse(json)?.AsObject() ?? [];
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            throw EngineError.Invalid("invalid filter");
        }

        foreach (var (key, values) in terms)
        {
            if (!accepted.Contains(key))
            {
                throw EngineError.Invalid($"invalid filter '{key}'");
            }

            _terms[key] = values switch
            {
                JsonObject map => [.. map.Where(pair => pair.Value is JsonValue value && value.TryGetValue<bool>(out var set) && set).Select(pair => pair.Key)],
                JsonArray list => [.. list.Select(value => value!.GetValue<string>())],
                _ => throw EngineError.Invalid("invalid filter"),
            };
        }
    }

    public bool IsEmpty => _terms.Count == 0;

    public bool Has(string key) => _terms.ContainsKey(key);

    public IReadOnlyList<string> Values(string key) => _terms.TryGetValue(key, out var values) ? values : [];

    public void Add(string key, string value)
    {
        if (!_terms.TryGetValue(key, out var values))
        {
            _terms[key] = values = [];
        }

        values.Add(value);
    }

    /// <summary>One of the values equals.</summary>
    public bool Exact(string key, string? actual) => !Has(key) || Values(key).Contains(actual ?? "");

    /// <summary>One of the values equals one of the actual ones.</summary>
    public bool ExactAny(string key, IEnumerable<string> actual) => !Has(key) || Values(key).Intersect(actual).Any();

    /// <summary>One of the values matches as the engine matches names: as a regular expression, or literally.</summary>
    public bool Match(string key, string actual) =>
        !Has(key) || Values(key).Any(value => actual == value || Regular(value, actual));

    public bool Prefix(string key, string actual) =>
        !Has(key) || Values(key).Any(value => actual.StartsWith(value, StringComparison.Ordinal));

    /// <summary>Every label asked for is there: <c>key</c> or <c>key=value</c>.</summary>
    public bool Labels(string key, IReadOnlyDictionary<string, string> labels) =>
        !Has(key) || Values(key).All(term => HasLabel(labels, term));

    /// <summary>No label of those asked for is there.</summary>
    public bool NoLabels(string key, IReadOnlyDictionary<string, string> labels) =>
        !Has(key) || !Values(key).All(term => HasLabel(labels, term));

    public bool? Flag(string key)
    {
        if (!Has(key))
        {
            return null;
        }

        return Values(key) switch
        {
            ["1"] or ["true"] => true,
            ["0"] or ["false"] => false,
            var other => throw EngineError.Invalid($"invalid filter '{key}={string.Join(' ', other)}'"),
        };
    }

    private static bool Regular(string pattern, string actual)
    {
        try
        {
            return Regex.IsMatch(actual, pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static bool HasLabel(IReadOnlyDictionary<string, string> labels, string term) =>
        term.Split('=', 2) is [var key, var value]
            ? labels.TryGetValue(key, out var actual) && actual == value
            : labels.ContainsKey(term);
}
