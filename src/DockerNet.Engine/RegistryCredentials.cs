using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace DockerNet.Engine;

/// <summary>The credentials that <c>docker login</c> left: in the credential helper that <c>config.json</c> names for the
/// registry, else in its store for all, else in the file itself. Source: the docker CLI's reference, "docker login".</summary>
internal static class RegistryCredentials
{
    /// <summary>How Docker's configuration names Docker Hub.</summary>
    public const string DockerHubKey = "https://index.docker.io/v1/";

    /// <summary>A helper may ask the user to unlock a key ring.</summary>
    private static readonly TimeSpan HelperPatience = TimeSpan.FromSeconds(60);

    /// <summary>Looks for the credentials of a registry. Trouble is told, not thrown: the image may be public.</summary>
    /// <param name="registry">Host and port.</param>
    /// <param name="cancellationToken">Ends a helper that is asked.</param>
    public static async Task<RegistryLogin> FindAsync(string registry, CancellationToken cancellationToken)
    {
        try
        {
            var root = await DockerConfiguration.ReadAsync(cancellationToken).ConfigureAwait(false);
            var key = registry is ImageReference.DockerHub ? DockerHubKey : registry;
            if ((root.Object("credHelpers").Text(key) ?? root.Object("credHelpers").Text(registry) ?? root.Text("credsStore")) is { Length: > 0 } helper)
            {
                return await AskAsync(helper, key, cancellationToken).ConfigureAwait(false);
            }

            return new(InFile(root.Object("auths"), registry));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            return new(null, $"The credentials in {DockerConfiguration.File} cannot be read.");
        }
    }

    private static RegistryCredential? InFile(JsonElement auths, string registry)
    {
        if (auths.ValueKind is not JsonValueKind.Object)
        {
            return null;
        }

        foreach (var entry in auths.EnumerateObject().Where(entry => HostOf(entry.Name) == registry))
        {
            var (user, password) = (entry.Value.Text("username") ?? "", entry.Value.Text("password") ?? "");
            if (entry.Value.Text("auth") is { Length: > 0 } auth)
            {
                var pair = Encoding.UTF8.GetString(Convert.FromBase64String(auth)).TrimEnd('\0').Split(':', 2);
                (user, password) = (pair[0], pair.ElementAtOrDefault(1) ?? "");
            }

            if (entry.Value.Text("identitytoken") is { Length: > 0 } token)
            {
                return RegistryCredential.FromToken(user, token);
            }

            if (user.Length > 0)
            {
                return new(user, password);
            }
        }

        return null;
    }

    /// <summary>The host of a key: keys may be addresses, as old versions of docker wrote them.</summary>
    private static string HostOf(string key)
    {
        var host = key.Contains("://", StringComparison.Ordinal) ? key[(key.IndexOf("://", StringComparison.Ordinal) + 3)..] : key;
        host = host.Split('/', 2)[0];
        return host is "index.docker.io" or "registry-1.docker.io" ? ImageReference.DockerHub : host;
    }

    /// <summary>Asks <c>docker-credential-NAME get</c>, which takes the key on its input and answers with JSON.</summary>
    private static async Task<RegistryLogin> AskAsync(string helper, string key, CancellationToken cancellationToken)
    {
        var trouble = $"The credential helper 'docker-credential-{helper}' that Docker's config.json names";
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(HelperPatience);
        using var process = new Process { StartInfo = new($"docker-credential-{helper}", ["get"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true } };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return new(null, $"{trouble} cannot be started.");
        }

        try
        {
            await process.StandardInput.WriteLineAsync(key.AsMemory(), patience.Token).ConfigureAwait(false);
            process.StandardInput.Close();
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            var output = await process.StandardOutput.ReadToEndAsync(patience.Token).ConfigureAwait(false);
            await errors.ConfigureAwait(false);
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                return output.Contains("credentials not found", StringComparison.OrdinalIgnoreCase)
                    ? new(null)
                    : new(null, $"{trouble} failed with exit code {process.ExitCode}.");
            }

            using var answer = JsonDocument.Parse(output);
            var (user, secret) = (answer.RootElement.Text("Username") ?? "", answer.RootElement.Text("Secret") ?? "");
            return new(user is "<token>" ? RegistryCredential.FromToken("", secret) : new(user, secret));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(null, $"{trouble} did not answer within {HelperPatience.TotalSeconds:0} s.");
        }
        catch (Exception e) when (e is JsonException or IOException)
        {
            return new(null, $"{trouble} gave no answer that can be understood.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
