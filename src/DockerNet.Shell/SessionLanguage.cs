using System.Globalization;

namespace DockerNet.Shell;

/// <summary>The language that the user wants help in. The shell runs without the data of cultures, so that it needs no ICU; a language
/// needs only its name.</summary>
internal static class SessionLanguage
{
    /// <summary>Takes the language of the environment, as the C library does: <c>LC_ALL</c>, <c>LC_MESSAGES</c>, <c>LANG</c>.</summary>
    public static void TakeFromEnvironment()
    {
        var value = new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        // zh_CN.UTF-8@modifier
        var name = value?.Split('.', '@')[0].Replace('_', '-');
        if (name is null or "C" or "POSIX")
        {
            return;
        }

        try
        {
            CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = new(name);
        }
        catch (CultureNotFoundException)
        {
            // What is no language leaves it at English.
        }
    }
}
