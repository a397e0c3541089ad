using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Lays the difference of two JSON objects over a third one.</summary>
internal static class JsonChanges
{
    /// <summary>Lists in which the order is the meaning: they change as a whole.</summary>
    private static readonly HashSet<string> Sequences = new(StringComparer.Ordinal) { "Cmd", "Entrypoint", "Test" };

    /// <summary>Does to an object what made one object of another.</summary>
    /// <param name="target">The object that is changed.</param>
    /// <param name="before">What was.</param>
    /// <param name="after">What is to be.</param>
    public static void Apply(JsonObject target, JsonObject before, JsonObject after)
    {
        foreach (var key in before.Select(field => field.Key).Union(after.Select(field => field.Key)).ToList())
        {
            var (was, now) = (before[key], after[key]);
            if (JsonNode.DeepEquals(was, now))
            {
                continue;
            }

            switch (target[key], was, now)
            {
                case (_, _, null):
                    target.Remove(key);
                    break;
                case (JsonObject inner, JsonObject wasObject, JsonObject nowObject):
                    Apply(inner, wasObject, nowObject);
                    break;
                case (JsonArray list, JsonArray wasList, JsonArray nowList) when !Sequences.Contains(key) && wasList.All(item => Holds(list, item)):
                    target[key] = Merge(list, wasList, nowList);
                    break;
                default:
                    target[key] = now.DeepClone();
                    break;
            }
        }
    }

    private static JsonArray Merge(JsonArray list, JsonArray was, JsonArray now) => new([.. list
        .Where(item => !Holds(was, item) || Holds(now, item))
        .Concat(now.Where(item => !Holds(was, item)))
        .Select(item => item?.DeepClone())]);

    private static bool Holds(JsonArray list, JsonNode? item) => list.Any(candidate => JsonNode.DeepEquals(candidate, item));
}
