using System.Text;
using System.Text.Json.Nodes;

namespace DockerNet.Engine;

/// <summary>Who asks a registry. The secret leaves this object only in the header that the engine takes it from.</summary>
public sealed class RegistryCredential
{
    /// <summary>The header that the engine takes a credential from.</summary>
    internal const string HeaderName = "X-Registry-Auth";

    private readonly string _secret;
    private readonly bool _isToken;

    /// <summary>A user's name and password, or access token used as a password.</summary>
    public RegistryCredential(string userName, string password)
        : this(userName, password, isToken: false)
    {
    }

    private RegistryCredential(string userName, string secret, bool isToken) => (UserName, _secret, _isToken) = (userName, secret, isToken);

    /// <summary>The user's name.</summary>
    public string UserName { get; }

    /// <inheritdoc/>
    public override string ToString() => UserName;

    /// <summary>An identity token, as a registry with single sign-on gives it.</summary>
    internal static RegistryCredential FromToken(string userName, string token) => new(userName, token, isToken: true);

    /// <summary>The value of <see cref="HeaderName"/>. Source: the Authentication section of the engine API.</summary>
    internal string Header(string registry)
    {
        var json = new JsonObject { ["username"] = UserName, ["serveraddress"] = registry is ImageReference.DockerHub ? RegistryCredentials.DockerHubKey : registry };
        json[_isToken ? "identitytoken" : "password"] = _secret;
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(json.ToJsonString())).Replace('+', '-').Replace('/', '_');
    }

    /// <summary>A text without the secret, should anybody have put it there.</summary>
    internal string Redact(string text) => _secret.Length == 0 ? text : text.Replace(_secret, "***", StringComparison.Ordinal);
}
