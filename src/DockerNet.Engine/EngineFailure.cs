using System.Text.Json;
using Docker.DotNet;

namespace DockerNet.Engine;

/// <summary>Translates what the client and the transport throw into the error taxonomy, by cause.</summary>
internal static class EngineFailure
{
    /// <summary>The failure as the user meets it; null where the user's own cancellation should pass on as it is.</summary>
    public static DockerNetException? Translate(Exception failure, EngineConnection engine, string kind, object? target, TimeSpan patience, CancellationToken cancellationToken) => failure switch
    {
        DockerNetException known => known,
        OperationCanceledException or IOException or HttpRequestException when cancellationToken.IsCancellationRequested => null,
        DockerApiException refused => Refusal(refused, engine, kind, target),
        OperationCanceledException => EngineError.TimedOut(engine.Name, patience, failure),
        _ => Inner<DockerNetException>(failure) ?? Broken(failure, engine.Name, target),
    };

    /// <summary>The failure of the first call, where an answer that is no engine's is possible too.</summary>
    public static DockerNetException TranslateConnect(Exception failure, string endpoint, TimeSpan patience) => failure switch
    {
        DockerNetException known => known,
        OperationCanceledException => EngineError.TimedOut(endpoint, patience, failure),
        JsonException or NotSupportedException or KeyNotFoundException => EngineError.Unavailable(endpoint, "what answers there is no Docker Engine.", failure),
        _ => Inner<DockerNetException>(failure) ?? EngineError.Unavailable(endpoint, Innermost(failure).Message, failure),
    };

    /// <summary>The engine's own words in an error answer.</summary>
    public static string Words(string? body)
    {
        if (string.IsNullOrWhiteSpace(body))
        {
            return "";
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("message", out var message))
            {
                return message.GetString()?.Trim() ?? "";
            }
        }
        catch (JsonException)
        {
            // Not the engine's format, such as a proxy's page: its text is all there is.
        }

        return body.Trim();
    }

    private static DockerNetException Refusal(DockerApiException refused, EngineConnection engine, string kind, object? target)
    {
        var words = Words(refused.ResponseBody);
        if (words.Length == 0)
        {
            words = $"the engine answered HTTP {(int)refused.StatusCode}";
        }

        var ambiguous = words.Contains("multiple IDs found", StringComparison.OrdinalIgnoreCase)
            || words.Contains("is ambiguous", StringComparison.OrdinalIgnoreCase)
            || words.Contains("more than one", StringComparison.OrdinalIgnoreCase);
        if (ambiguous)
        {
            return ResourceError.Ambiguous(kind, target, words, refused);
        }

        var status = (int)refused.StatusCode;
        return status switch
        {
            // 503 of the swarm's own calls; others, by the engine's version, where a network is made.
            _ when words.Contains("not a swarm manager", StringComparison.OrdinalIgnoreCase) || words.Contains("from a worker node", StringComparison.OrdinalIgnoreCase) => new(
                "NotSwarmManager",
                System.Management.Automation.ErrorCategory.InvalidOperation,
                words,
                target,
                "Make this engine a manager with Initialize-DockerSwarm or Join-DockerSwarm, or name a manager with -Engine.",
                refused),
            404 => NotFound(words, engine, kind, target, refused),
            409 when words.Contains("already in use", StringComparison.OrdinalIgnoreCase) || words.Contains("already exists", StringComparison.OrdinalIgnoreCase)
                => ResourceError.Exists(kind, target, words, refused),
            409 => ResourceError.Busy(target, words, null, refused),
            401 or 403 when kind is ResourceKind.Image => new("RegistryDenied", System.Management.Automation.ErrorCategory.PermissionDenied, words, target, null, refused),
            403 => ResourceError.Busy(target, words, null, refused),
            400 => EngineError.Refused(words, target, refused),
            501 => EngineError.NotSupported(words, target),
            _ => EngineError.Fault(words, target, refused),
        };
    }

    /// <summary>A 404 names what is missing, and that is not always what the call was about: a start can miss a network.</summary>
    private static DockerNetException NotFound(string words, EngineConnection engine, string kind, object? target, Exception inner)
    {
        foreach (var (words404, missing) in new[] { ("such container", ResourceKind.Container), ("such image", ResourceKind.Image), ("such volume", ResourceKind.Volume), ("network ", ResourceKind.Network), ("plugin ", ResourceKind.Driver) })
        {
            if (words.Contains(words404, StringComparison.OrdinalIgnoreCase) && missing != kind)
            {
                return new($"{missing}NotFound", System.Management.Automation.ErrorCategory.ObjectNotFound, words, target, null, inner);
            }
        }

        // What is between two runs has no network: engines before 25 then rename nothing.
        return words.StartsWith("sandbox ", StringComparison.OrdinalIgnoreCase)
            ? ResourceError.Busy(target, $"The container is between two runs, and this engine renames none that is: {words}.", "Stop it, or wait until it runs.", inner)
            : ResourceError.NotFound(kind, target, engine.Name, inner);
    }

    private static DockerNetException Broken(Exception failure, string endpoint, object? target) =>
        EngineError.StreamBroken(endpoint, Innermost(failure).Message, target, failure);

    private static T? Inner<T>(Exception? failure)
        where T : Exception
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is T found)
            {
                return found;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
