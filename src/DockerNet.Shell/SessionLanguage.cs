using System.Globalization;

namespace DockerNet.Shell;

/// <summary>The language that the user wants help in. The shell runs without the data of cultures, so that it needs no ICU; a language
/// needs only its name.</summary>
internal static class SessionLanguage
{
    /// <summary>Where the C library looks, the first that is set.</summary>
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    /// <summary>Takes the language of the environment.</summary>
    public static void TakeFromEnvironment()
    {
        var value = Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
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
