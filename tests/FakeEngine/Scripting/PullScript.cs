using System.Text.Json.Nodes;

namespace DockerNet.FakeEngine;

/// <summary>How a pull goes.</summary>
public sealed class PullScript
{
    private PullScript()
    {
    }

    internal (int Status, string Message)? Refusal { get; private init; }

    internal string? StreamError { get; private init; }

    internal IReadOnlyList<string>? Lines { get; private init; }

    internal TimeSpan Pause { get; private init; }

    /// <summary>Refused before any progress, as a registry that does not have it or does not show it.</summary>
    public static PullScript Refuse(int status, string message) => new() { Refusal = (status, message) };

    /// <summary>No such repository.</summary>
    public static PullScript Denied(string repository) =>
        Refuse(404, $"pull access denied for {repository}, repository does not exist or may require 'docker login': denied: requested access to the resource is denied");

    /// <summary>Breaks after some progress: the status is 200, the stream ends with an error.</summary>
    public static PullScript Fail(string message) => new() { StreamError = message };

    /// <summary>Sends these lines of JSON, with a pause before each, and has the image then.</summary>
    public static PullScript Progress(IEnumerable<string> lines, TimeSpan pause = default) => new() { Lines = [.. lines], Pause = pause };

    /// <summary>Goes well, with the usual progress and a pause before each line.</summary>
    public static PullScript Succeed(TimeSpan pause = default) => new() { Pause = pause };

    internal IEnumerable<string> Play(string repository, string tag, string digest)
    {
        if (Lines is not null)
        {
            return Lines;
        }

        const string Layer = "a2abf6c4d29d";
        var lines = new List<JsonObject>
        {
            new() { ["status"] = $"Pulling from {repository}", ["id"] = tag },
            new() { ["status"] = "Pulling fs layer", ["progressDetail"] = new JsonObject(), ["id"] = Layer },
            Downloading(Layer, 1024, 4096),
        };
        if (StreamError is not null)
        {
            lines.Add(new JsonObject { ["errorDetail"] = new JsonObject { ["message"] = StreamError }, ["error"] = StreamError });
        }
        else
        {
            lines.Add(Downloading(Layer, 4096, 4096));
            lines.Add(new JsonObject { ["status"] = "Verifying Checksum", ["progressDetail"] = new JsonObject(), ["id"] = Layer });
            lines.Add(new JsonObject { ["status"] = "Download complete", ["progressDetail"] = new JsonObject(), ["id"] = Layer });
            lines.Add(new JsonObject { ["status"] = "Extracting", ["progressDetail"] = new JsonObject { ["current"] = 4096, ["total"] = 4096 }, ["progress"] = "[==================================================>]  4.096kB/4.096kB", ["id"] = Layer });
            lines.Add(new JsonObject { ["status"] = "Pull complete", ["progressDetail"] = new JsonObject(), ["id"] = Layer });
            lines.Add(new JsonObject { ["status"] = $"Digest: {digest}" });
            lines.Add(new JsonObject { ["status"] = $"Status: Downloaded newer image for {repository.Replace("library/", "", StringComparison.Ordinal)}:{tag}" });
        }

        return lines.Select(line => line.ToJsonString());
    }

    private static JsonObject Downloading(string layer, int current, int total) => new()
    {
        ["status"] = "Downloading",
        ["progressDetail"] = new JsonObject { ["current"] = current, ["total"] = total },
        ["progress"] = "[=>                                                 ]",
        ["id"] = layer,
    };
}
