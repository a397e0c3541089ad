using System.Net;
using Docker.DotNet;

namespace DockerNet.Engine;

/// <summary>Why an image did not come: told by the status, and where the engine has one for all, by its words.</summary>
internal static class PullFailure
{
    /// <summary>The failure of the request itself.</summary>
    public static DockerNetException Of(DockerNetException failure, ImageReference image, RegistryLogin login)
    {
        if (failure.InnerException is not DockerApiException refused)
        {
            return failure;
        }

        var words = EngineFailure.Words(refused.ResponseBody);
        return refused.StatusCode switch
        {
            HttpStatusCode.BadRequest => failure,
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => Denied(words, image, login, refused),
            _ => Of(words, image, login, refused) ?? failure,
        };
    }

    /// <summary>The failure that the engine tells inside its stream.</summary>
    public static DockerNetException InStream(string words, ImageReference image, RegistryLogin login) =>
        Of(words, image, login, null) ?? ImageError.PullFailed(Redacted(words, login), image.ToString());

    private static DockerNetException? Of(string words, ImageReference image, RegistryLogin login, Exception? inner) => words switch
    {
        _ when Says(words, "denied", "unauthorized", "authentication required", "no basic auth credentials") => Denied(words, image, login, inner),
        _ when Says(words, "manifest unknown", "name unknown", "not found", "no matching manifest", "no match for platform") && !Says(words, "lookup ") => ImageError.NotInRegistry(Redacted(words, login), image.ToString(), inner),
        _ when Says(words, "dial tcp", "lookup ", "no such host", "connection refused", "i/o timeout", "Client.Timeout", "network is unreachable", "server gave HTTP response", "tls:", "x509:") => ImageError.RegistryUnavailable(Redacted(words, login), image.ToString(), image.Registry, inner),
        _ => null,
    };

    private static DockerNetException Denied(string words, ImageReference image, RegistryLogin login, Exception? inner) =>
        ImageError.Denied(Redacted(words, login), image.ToString(), image.Registry, login.Trouble, inner);

    private static string Redacted(string words, RegistryLogin login) => login.Credential?.Redact(words) ?? words;

    private static bool Says(string words, params string[] parts) => parts.Any(part => words.Contains(part, StringComparison.OrdinalIgnoreCase));
}
