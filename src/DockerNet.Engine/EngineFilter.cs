using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>The <c>filters</c> of the API's lists: keys, each with values of which one must fit.</summary>
internal sealed class EngineFilter
{
    private readonly Dictionary<string, IDictionary<string, bool>> _filters = new(StringComparer.Ordinal);

    /// <summary>As Docker.DotNet takes it.</summary>
    public IDictionary<string, IDictionary<string, bool>> Parameter => _filters;

    /// <summary>As a query of a raw request takes it, escaped.</summary>
    public string Query => Uri.EscapeDataString(new JsonObject(_filters.Select(filter => KeyValuePair.Create(filter.Key, (JsonNode?)new JsonArray([.. filter.Value.Keys.Select(value => (JsonNode?)value)])))).ToJsonString());

    /// <summary>Adds values for a key; none changes nothing.</summary>
    public EngineFilter With(string key, params IEnumerable<string> values)
    {
        foreach (var value in values)
        {
            if (!_filters.TryGetValue(key, out var known))
            {
                _filters[key] = known = new Dictionary<string, bool>(StringComparer.Ordinal);
            }

            known[value] = true;
        }

        return this;
    }
}
